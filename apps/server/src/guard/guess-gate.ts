import { type Clock, seconds } from '@freshet/kit';
import { countedAs } from '../gateway/client-address.ts';
import { ExpiringMap } from './expiring-map.ts';

const MINUTE = seconds(60);

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

type Waiter = { enter(): void; refuse(error: Error): void };
/** Checks of one address that are under way, and those that come after them. */
type Line = { underWay: number; readonly waiting: Waiter[] };

/**
 * Keeps an address from trying secrets. A check that is under way counts as a wrong guess until it proves right, so
 * that many at once have no more tries than many in turn; what goes beyond that waits for those before it.
 */
export class GuessGate {
  readonly #options: GuessGateOptions;
  readonly #lines = new Map<string, Line>();
  readonly #wrong: ExpiringMap<{ count: number }>;

  constructor(options: GuessGateOptions) {
    this.#options = options;
    this.#wrong = new ExpiringMap(MINUTE, options.clock);
  }

  /**
   * Runs a check of who calls, when its turn has come.
   *
   * @throws what `tooMany` makes where the address guessed too often; else what `check` throws
   */
  async guard<Answer>(address: string, check: () => Answer | Promise<Answer>): Promise<Answer> {
    const client = countedAs(address);
    await this.#enter(client);
    try {
      return await check();
    } catch (error) {
      if (this.#options.isGuess(error)) this.#count(client);
      throw error;
    } finally {
      this.#leave(client);
    }
  }

  #enter(client: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const line = this.#lines.get(client) ?? { underWay: 0, waiting: [] };
    this.#lines.set(client, line);
    line.waiting.push({ enter: resolve, refuse: reject });
    this.#moveOn(client, line);
    return promise;
  }

  #leave(client: string): void {
    const line = this.#lines.get(client);
    if (!line) return;
    line.underWay -= 1;
    this.#moveOn(client, line);
  }

  #moveOn(client: string, line: Line): void {
    const { most, tooMany } = this.#options;
    const wrong = this.#wrong.get(client)?.count ?? 0;
    if (wrong >= most) for (const { refuse } of line.waiting.splice(0)) refuse(tooMany());
    for (const { enter } of line.waiting.splice(0, most - wrong - line.underWay)) {
      line.underWay += 1;
      enter();
    }
    if (line.underWay === 0) this.#lines.delete(client);
  }

  #count(client: string): void {
    const wrong = this.#wrong.get(client);
    if (wrong) wrong.count += 1;
    else this.#wrong.set(client, { count: 1 });
  }
}
