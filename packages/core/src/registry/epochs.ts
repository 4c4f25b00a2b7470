import type { Clock } from '@freshet/kit';

/**
 * Epochs of what begins again and again under one name: each is higher than all before it, over restarts too. They
 * follow the clock, and go on counting where it stands still or is set back.
 */
export class Epochs {
  readonly #clock: Clock;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): number {
    this.#last = Math.max(this.#clock.now(), this.#last + 1);
    return this.#last;
  }
}
