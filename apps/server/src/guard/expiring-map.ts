import type { Clock, Millis } from '@freshet/kit';

/**
 * Values that are forgotten a fixed time after they were set. It needs no timer: what is over is dropped whenever
 * something is set, oldest first.
 */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly until: number }>();
  readonly #lifetime: Millis;
  readonly #clock: Clock;

  constructor(lifetime: Millis, clock: Clock) {
    this.#lifetime = lifetime;
    this.#clock = clock;
  }

  /** How many values take up memory. */
  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > this.#clock.now() ? entry.value : undefined;
  }

  set(key: string, value: Value): void {
    const now = this.#clock.now();
    for (const [standing, { until }] of this.#entries) {
      if (until > now) break;
      this.#entries.delete(standing);
    }
    // Deleted first, so that the order of the map stays that of the ends.
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: now + this.#lifetime });
  }
}
