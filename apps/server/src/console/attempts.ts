import { countedAs } from '@freshet/core';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ConsoleRefused } from './console-refused.ts';

/** How many wrong guesses are let through in a period of so many seconds. */
const PERIOD = 900;
const PER_ADDRESS = 10;
const PER_NAME = 20;

/** Who guesses. */
export type Guesser = {
  readonly address: string;
  /** Whose password is guessed; missing for links, which name nobody. */
  readonly name?: string;
  /** Where that one last signed in from: strangers who guess do not lock it out there. */
  readonly knownAddress?: string | undefined;
};

/** Limits guesses of passwords, codes and links, per address and per name. */
export class Attempts {
  readonly #byAddress = new RateLimiterMemory({ points: PER_ADDRESS, duration: PERIOD });
  readonly #byName = new RateLimiterMemory({ points: PER_NAME, duration: PERIOD });

  /**
   * Runs an attempt, which is counted before it begins, so that many at once are no way around; one that was no wrong
   * guess is given back.
   *
   * @throws ConsoleRefused `tooMany`; else what `attempt` throws
   */
  async guard<Result>({ address, name, knownAddress }: Guesser, attempt: () => Promise<Result>): Promise<Result> {
    const counted: [RateLimiterMemory, string][] = [[this.#byAddress, countedAs(address)]];
    const isKnown = knownAddress !== undefined && countedAs(address) === countedAs(knownAddress);
    if (name !== undefined && !isKnown) counted.push([this.#byName, name.toLowerCase()]);
    for (const [limiter, key] of counted) await consume(limiter, key);
    try {
      const result = await attempt();
      await giveBack(counted);
      return result;
    } catch (error) {
      if (!isWrongGuess(error)) await giveBack(counted);
      throw error;
    }
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new ConsoleRefused('tooMany');
  }
}

async function giveBack(counted: readonly (readonly [RateLimiterMemory, string])[]): Promise<void> {
  for (const [limiter, key] of counted) await limiter.reward(key);
}

const isWrongGuess = (error: unknown): boolean =>
  error instanceof ConsoleRefused && ['wrongPassword', 'wrongCode', 'linkSpent'].includes(error.reason);
