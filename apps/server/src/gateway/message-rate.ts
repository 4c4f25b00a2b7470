import type { Clock } from '@freshet/kit';

/** A bucket that each message takes tokens from, by its weight, and that refills with time. */
export class MessageRate {
  readonly #clock: Clock;
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = clock.now();
  }

  /** Whether one more message of that weight is within the rate; an ordinary one weighs 1. */
  take(weight: number): boolean {
    const now = this.#clock.now();
    // A clock that is set back refills nothing, and takes nothing away.
    const passed = Math.max(0, now - this.#at);
    this.#tokens = Math.min(this.#burst, this.#tokens + (passed / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#tokens < weight) return false;
    this.#tokens -= weight;
    return true;
  }
}
