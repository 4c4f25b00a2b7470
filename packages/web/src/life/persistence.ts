import { type BackoffShape, backoff, type Clock, type Millis, millis, seconds, systemClock } from '@freshet/kit';
import { type ErrorCode, isRetryable } from '@freshet/protocol';

// Short enough that a server which is back is found within 3 seconds, long enough that its clients do not return as one.
const SHAPE: BackoffShape = { first: millis(200), longest: millis(2500) };
const BUDGET = seconds(300);
// What breaks again sooner than this has not been mended: the series of waits goes on.
const MENDED_AFTER = seconds(5);

type PersistenceOptions = { readonly clock?: Clock; readonly random?: () => number; readonly budget?: Millis };

/** One series of tries for one thing: the waits between them, and when to give up, 5 minutes after it first broke. */
export class Persistence {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #budget: Millis;
  #series: { readonly since: number; tries: number } | undefined;
  #heldSince: number | undefined;

  constructor({ clock = systemClock, random = Math.random, budget = BUDGET }: PersistenceOptions = {}) {
    this.#clock = clock;
    this.#random = random;
    this.#budget = budget;
  }

  /** The thing works. */
  succeeded(): void {
    this.#heldSince = this.#clock.now();
  }

  /** How long to wait before the next try; `undefined` when the time is used up. */
  nextWait(): Millis | undefined {
    const now = this.#clock.now();
    if (this.#heldSince !== undefined && now - this.#heldSince >= MENDED_AFTER) this.#series = undefined;
    this.#heldSince = undefined;
    this.#series ??= { since: now, tries: 0 };
    if (now - this.#series.since >= this.#budget) return undefined;
    return backoff(this.#series.tries++, SHAPE, this.#random());
  }
}

/**
 * Whether what failed with `code` may work a little later. Too many calls pass as well: many users behind one address
 * come back together after a restart.
 */
export const passes = (code: ErrorCode): boolean => isRetryable(code) || code === 1002071;
