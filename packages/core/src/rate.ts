import type { Clock } from '@freshet/kit';

const SECOND = 1000;

/** Lets so many calls through in any one second. */
export class Rate {
  readonly #clock: Clock;
  readonly #perSecond: number;
  /** When the last calls were let through, oldest first. */
  #times: number[] = [];

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
  }

  /** Whether one more call is within the rate; one that is counts. */
  take(): boolean {
    const now = this.#clock.now();
    // What lies in the future was counted before the clock was set back.
    this.#times = this.#times.filter((time) => time <= now && time > now - SECOND);
    if (this.#times.length >= this.#perSecond) return false;
    this.#times.push(now);
    return true;
  }
}
