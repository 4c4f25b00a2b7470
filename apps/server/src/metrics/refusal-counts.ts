import { type Clock, systemClock } from '@freshet/kit';
import type { ErrorCode } from '@freshet/protocol';

const MINUTE = 60_000;
const MINUTES = 60;

/** How often clients were refused, by code: since the start, and in the last hour. */
export class RefusalCounts {
  readonly #clock: Clock;
  readonly #totals = new Map<ErrorCode, number>();
  /** By minute of the clock; the oldest first. */
  readonly #minutes = new Map<number, Map<ErrorCode, number>>();
  #sum = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  get totals(): ReadonlyMap<ErrorCode, number> {
    return this.#totals;
  }

  /** All of them together, since the start. */
  get sum(): number {
    return this.#sum;
  }

  /** Those of the last hour, to the minute. */
  lastHour(): ReadonlyMap<ErrorCode, number> {
    const oldest = this.#minute() - MINUTES;
    const counts = new Map<ErrorCode, number>();
    for (const [minute, ofMinute] of this.#minutes) {
      if (minute <= oldest) continue;
      for (const [code, count] of ofMinute) counts.set(code, (counts.get(code) ?? 0) + count);
    }
    return counts;
  }

  count(code: ErrorCode): void {
    this.#sum += 1;
    increment(this.#totals, code);
    const minute = this.#minute();
    const ofMinute = this.#minutes.get(minute) ?? new Map<ErrorCode, number>();
    this.#minutes.set(minute, ofMinute);
    increment(ofMinute, code);
    for (const old of this.#minutes.keys()) {
      if (old > minute - MINUTES) break;
      this.#minutes.delete(old);
    }
  }

  #minute(): number {
    return Math.floor(this.#clock.now() / MINUTE);
  }
}

const increment = (counts: Map<ErrorCode, number>, code: ErrorCode): void => {
  counts.set(code, (counts.get(code) ?? 0) + 1);
};
