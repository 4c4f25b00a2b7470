import type { Clock, Millis } from '@freshet/kit';

/** How calls are kept apart. Milliseconds. */
export type SpacingOptions = {
  readonly clock: Clock;
  readonly gap: Millis;
  /** How much too early a call may come: what a network held up comes closer to what is sent after it. */
  readonly slack: Millis;
};

/** Keeps calls a gap apart, on the average of those that come early and late. */
export class Spacing {
  readonly #options: SpacingOptions;
  /** When the next call is due. */
  #due = 0;

  constructor(options: SpacingOptions) {
    this.#options = options;
  }

  /** Whether a call is far enough from those before it; one that is counts. */
  take(): boolean {
    const { clock, gap, slack } = this.#options;
    const now = clock.now();
    const early = this.#due - now;
    // Due later than any call could have made it, it was so before the clock was set back.
    const isClockSetBack = early > gap + slack;
    if (early > slack && !isClockSetBack) return false;
    this.#due = (early > 0 && !isClockSetBack ? this.#due : now) + gap;
    return true;
  }
}
