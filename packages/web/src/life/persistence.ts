import { type BackoffShape, backoff, type Clock, type Millis, millis, seconds, systemClock } from '@freshet/kit';
import { type ErrorCode, isRetryable } from '@freshet/protocol';

// Short enough that a server which is back is found within 3 seconds, long enough that its clients do not return as one.
const SHAPE: BackoffShape = { first: millis(200), longest: millis(2500) };
/** How long something is tried for unless the application sets another time. */
export const RETRY_TIME = seconds(300);
// What breaks again sooner than this has not been mended: the series of waits goes on.
const MENDED_AFTER = seconds(5);

type PersistenceOptions = { readonly clock?: Clock; readonly random?: () => number; readonly budget?: Millis };

/** One series of tries for one thing: the waits between them, and when to give up, counted from when it first broke. */
export class Persistence {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #budget: Millis;
  #series: { readonly since: number; tries: number } | undefined;
  #heldSince: number | undefined;

  constructor({ clock = systemClock, random = Math.random, budget = RETRY_TIME }: PersistenceOptions = {}) {
    this.#clock = clock;
    this.#random = random;
    this.#budget = budget;
  }

  /** The thing works. */
  succeeded(): void {
    this.#heldSince = this.#clock.now();
  }

  /** The thing is broken: its time runs. Answers how much of it is left. */
  broke(): Millis {
    return millis(this.#budget - (this.#clock.now() - this.#broken().since));
  }

  /** How long to wait before the next try; `undefined` when the time is used up. */
  nextWait(): Millis | undefined {
    if (this.broke() <= 0) return undefined;
    return backoff(this.#broken().tries++, SHAPE, this.#random());
  }

  #broken(): { readonly since: number; tries: number } {
    const now = this.#clock.now();
    if (this.#heldSince !== undefined && now - this.#heldSince >= MENDED_AFTER) this.#series = undefined;
    this.#heldSince = undefined;
    this.#series ??= { since: now, tries: 0 };
    return this.#series;
  }
}

/** Whether what failed with `code` may work a little later. */
export const passes = (code: ErrorCode): boolean => isRetryable(code);
