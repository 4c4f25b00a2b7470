import { type Clock, type Millis, seconds, systemClock } from '@freshet/kit';

const SECOND = seconds(1);

/** Holds calls to so many in any span of time, a second unless it is given. */
export class Rate {
  readonly #most: number;
  readonly #span: Millis;
  readonly #clock: Clock;
  #calls: number[] = [];

  constructor(most: number, span: Millis = SECOND, clock: Clock = systemClock) {
    this.#most = most;
    this.#span = span;
    this.#clock = clock;
  }

  /** Whether a call may be made now, which then counts. */
  take(): boolean {
    const now = this.#clock.now();
    // What lies in the future was counted before the clock was set back.
    this.#calls = this.#calls.filter((call) => call <= now && now - call < this.#span);
    if (this.#calls.length >= this.#most) return false;
    this.#calls.push(now);
    return true;
  }
}
