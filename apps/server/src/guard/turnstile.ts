import type { Clock, Millis } from '@freshet/kit';
import { ExpiringMap } from './expiring-map.ts';

/** What a turnstile counts, and how it answers. */
export type TurnstileOptions = {
  /** Passages of one name that count, in the period that begins with the first. */
  readonly most: number;
  /** In milliseconds. */
  readonly period: Millis;
  readonly clock: Clock;
  /** Whether a passage that ended so counts. */
  counts(end: PromiseSettledResult<unknown>): boolean;
  /** What those are told who come when there were too many. */
  tooMany(): Error;
};

type Waiter = { enter(): void; refuse(error: Error): void };
/** Passages of one name that are under way, and those that come after them. */
type Line = { underWay: number; readonly waiting: Waiter[] };

/**
 * Limits what happens under one name. A passage that is under way counts until it proves to be none that does, so that
 * many at once get no further than many in turn; what goes beyond that waits for those before it.
 */
export class Turnstile {
  readonly #options: TurnstileOptions;
  readonly #lines = new Map<string, Line>();
  readonly #counted: ExpiringMap<{ count: number }>;

  constructor(options: TurnstileOptions) {
    this.#options = options;
    this.#counted = new ExpiringMap(options.period, options.clock);
  }

  /**
   * Runs `passage`, when its turn has come.
   *
   * @throws what `tooMany` makes where there were too many; else what `passage` throws
   */
  async pass<Answer>(name: string, passage: () => Answer | Promise<Answer>): Promise<Answer> {
    await this.#enter(name);
    const [end] = await Promise.allSettled([(async () => passage())()]);
    if (this.#options.counts(end)) this.#count(name);
    this.#leave(name);
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  }

  #enter(name: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const line = this.#lines.get(name) ?? { underWay: 0, waiting: [] };
    this.#lines.set(name, line);
    line.waiting.push({ enter: resolve, refuse: reject });
    this.#moveOn(name, line);
    return promise;
  }

  #leave(name: string): void {
    const line = this.#lines.get(name);
    if (!line) return;
    line.underWay -= 1;
    this.#moveOn(name, line);
  }

  #moveOn(name: string, line: Line): void {
    const { most, tooMany } = this.#options;
    const counted = this.#counted.get(name)?.count ?? 0;
    if (counted >= most) for (const { refuse } of line.waiting.splice(0)) refuse(tooMany());
    for (const { enter } of line.waiting.splice(0, Math.max(0, most - counted - line.underWay))) {
      line.underWay += 1;
      enter();
    }
    if (line.underWay === 0) this.#lines.delete(name);
  }

  #count(name: string): void {
    const counted = this.#counted.get(name);
    if (counted) counted.count += 1;
    else this.#counted.set(name, { count: 1 });
  }
}
