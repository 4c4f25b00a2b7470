import { seconds } from '@freshet/kit';
import type { QualitySample } from './sample.ts';

const COLUMNS = 7;
const MISSING = 0xffff;
const FIRST_SIZE = 8;
/** Fractions are kept to a tenth of a frame, and to a hundredth of a percent. */
const TENTH = 10;
const HUNDREDTH = 100;

/** The last samples of one reporter, in 18 bytes each: a full ring of 60 takes 1 kB, one of 180 takes 3 kB. */
export class PackedSamples {
  readonly #capacity: number;
  /** Seconds since the Unix epoch. */
  #times = new Uint32Array(FIRST_SIZE);
  #values = new Uint16Array(FIRST_SIZE * COLUMNS);
  #count = 0;
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push({ at, kbps, fps, lossPercent, rttMs, ...measured }: QualitySample): void {
    if (this.#next === this.#times.length && this.#count < this.#capacity) this.#grow();
    this.#next %= this.#times.length;
    this.#times[this.#next] = Math.round(at / 1000);
    const { freezeMs = MISSING, delayMs = MISSING, latencyMs = MISSING } = measured;
    const row = [kbps, fps * TENTH, lossPercent * HUNDREDTH, rttMs, freezeMs, delayMs, latencyMs];
    this.#values.set(row, this.#next * COLUMNS);
    this.#next += 1;
    this.#count = Math.min(this.#count + 1, this.#times.length);
  }

  /** All of them, oldest first. */
  *all(): Iterable<QualitySample> {
    const size = this.#times.length;
    for (let i = 0; i < this.#count; i += 1) yield this.#at((this.#next - this.#count + i + size) % size);
  }

  get last(): QualitySample | undefined {
    return this.#count === 0 ? undefined : this.#at(this.#next - 1);
  }

  // Only a ring that has not come round yet grows, so that its rows are in order.
  #grow(): void {
    const size = Math.min(this.#times.length * 2, this.#capacity);
    const [times, values] = [new Uint32Array(size), new Uint16Array(size * COLUMNS)];
    times.set(this.#times);
    values.set(this.#values);
    this.#times = times;
    this.#values = values;
  }

  #at(index: number): QualitySample {
    const row = this.#values.subarray(index * COLUMNS, (index + 1) * COLUMNS);
    const [kbps = 0, fps = 0, loss = 0, rttMs = 0, freezeMs = MISSING, delayMs = MISSING, latencyMs = MISSING] = row;
    return {
      at: seconds(this.#times[index] ?? 0),
      kbps,
      fps: fps / TENTH,
      lossPercent: loss / HUNDREDTH,
      rttMs,
      ...(freezeMs === MISSING ? {} : { freezeMs }),
      ...(delayMs === MISSING ? {} : { delayMs }),
      ...(latencyMs === MISSING ? {} : { latencyMs }),
    };
  }
}
