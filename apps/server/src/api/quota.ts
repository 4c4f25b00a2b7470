import { type Clock, seconds } from '@freshet/kit';
import type { Rate } from '@freshet/protocol/server-api';
import { ExpiringMap } from '../guard/expiring-map.ts';

type Window = { count: number };

/** Counts calls in windows that begin with their first call. */
export class Quota {
  readonly #periods = new Map<number, ExpiringMap<Window>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a call of `key`, or answers false where it made too many in its window. */
  take(key: string, { calls, seconds: period }: Rate): boolean {
    const windows = this.#windowsOf(period);
    const window = windows.get(key);
    if (window === undefined) {
      windows.set(key, { count: 1 });
      return true;
    }
    if (window.count >= calls) return false;
    window.count += 1;
    return true;
  }

  #windowsOf(period: number): ExpiringMap<Window> {
    const standing = this.#periods.get(period);
    if (standing) return standing;
    const made = new ExpiringMap<Window>(seconds(period), this.#clock);
    this.#periods.set(period, made);
    return made;
  }
}
