import { type Clock, type Millis, seconds } from '@freshet/kit';

/** Time from one telling to the next. */
const PERIOD = seconds(60);

/** Adds up what happens often, so that it is told once a minute. */
export class Tally {
  readonly #clock: Clock;
  readonly #tell: (count: number) => void;
  #count = 0;
  #told: Millis | undefined;

  constructor(clock: Clock, tell: (count: number) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Tells the sum, unless there is none or something was told less than a minute ago. */
  add(count: number): void {
    this.#count += count;
    const now = this.#clock.now();
    if (this.#count === 0 || (this.#told !== undefined && now - this.#told < PERIOD)) return;
    this.#tell(this.#count);
    this.#count = 0;
    this.#told = now;
  }
}
