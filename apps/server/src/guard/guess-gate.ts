import { countedAs } from '@freshet/core';
import { type Clock, seconds } from '@freshet/kit';
import { Turnstile } from './turnstile.ts';

/** What a gate holds, and how it answers. */
export type GuessGateOptions = {
  /** Wrong guesses of one address in the minute that begins with the first. */
  readonly most: number;
  readonly clock: Clock;
  /** Whether what a check threw tells of a wrong guess. */
  isGuess(error: unknown): boolean;
  /** What an address is told that guessed too often. */
  tooMany(): Error;
};

/** Keeps an address from trying secrets: a check counts as a wrong guess until it proves right. */
export class GuessGate {
  readonly #turnstile: Turnstile;

  constructor({ most, clock, isGuess, tooMany }: GuessGateOptions) {
    const counts = (end: PromiseSettledResult<unknown>): boolean => end.status === 'rejected' && isGuess(end.reason);
    this.#turnstile = new Turnstile({ most, period: seconds(60), clock, counts, tooMany });
  }

  /**
   * Runs a check of who calls, when its turn has come.
   *
   * @throws what `tooMany` makes where the address guessed too often; else what `check` throws
   */
  guard<Answer>(address: string, check: () => Answer | Promise<Answer>): Promise<Answer> {
    return this.#turnstile.pass(countedAs(address), check);
  }
}
