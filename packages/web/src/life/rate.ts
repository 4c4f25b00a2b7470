import { type Clock, seconds, systemClock } from '@freshet/kit';

const SPAN = seconds(1);

/** Holds calls to so many in any span of a second. */
export class Rate {
  readonly #most: number;
  readonly #clock: Clock;
  #calls: number[] = [];

  constructor(most: number, clock: Clock = systemClock) {
    this.#most = most;
    this.#clock = clock;
  }

  /** Whether a call may be made now, which then counts. */
  take(): boolean {
    const now = this.#clock.now();
    // What lies in the future was counted before the clock was set back.
    this.#calls = this.#calls.filter((call) => call <= now && now - call < SPAN);
    if (this.#calls.length >= this.#most) return false;
    this.#calls.push(now);
    return true;
  }
}
