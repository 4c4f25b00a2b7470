import { type Millis, millis } from '@freshet/kit';

/** What one direction of a bad network does to its packets. */
export type Impairment = {
  /** Added to each packet. */
  readonly delay: Millis;
  /** Up to so much more, differently for each packet; packets keep their order. */
  readonly jitter: Millis;
  /** Share of packets that are lost, 0 to 1. */
  readonly loss: number;
  /** Share of packets, 0 to 1, that come 20 ms later than they should, after those behind them. */
  readonly reorder: number;
  /** What the line carries; packets queue for up to 200 ms and are lost beyond that. */
  readonly bytesPerSecond: number;
};

/** A line that does nothing to its packets. */
export const clearLine: Impairment = {
  delay: millis(0),
  jitter: millis(0),
  loss: 0,
  reorder: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
};

const HELD_BACK = 20;
const LONGEST_QUEUE = 200;

/** Decides for each packet of one direction when it arrives, if it does. */
export class Lane {
  impairment: Impairment = clearLine;
  readonly #random: () => number;
  #freeAt = 0;
  #lastArrival = 0;

  /** @param random gives numbers in [0, 1) */
  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * When a packet that is sent now arrives, or that it is lost.
   *
   * @param now milliseconds of any steady clock; the answer is of the same
   */
  admit(now: number, bytes: number): number | 'lost' {
    const { delay, jitter, loss, reorder, bytesPerSecond } = this.impairment;
    // Always the same draws for a packet, so that changing one kind of trouble leaves the others as they were.
    const [lossDraw, jitterDraw, reorderDraw] = [this.#random(), this.#random(), this.#random()];
    if (lossDraw < loss) return 'lost';
    const begins = Math.max(now, this.#freeAt);
    if (begins - now > LONGEST_QUEUE) return 'lost';
    this.#freeAt = begins + (bytes / bytesPerSecond) * 1000;
    const arrival = this.#freeAt + delay + jitter * jitterDraw;
    if (reorderDraw < reorder) return arrival + HELD_BACK;
    this.#lastArrival = Math.max(this.#lastArrival, arrival);
    return this.#lastArrival;
  }
}
