import { type Clock, type Millis, millis } from '@freshet/kit';
import type { SessionID } from '@freshet/protocol';
import { PERIOD } from './history.ts';

type Flow = { readonly kbpsIn: number; readonly kbpsOut: number; readonly at: Millis };
/** A session that has not reported for so long sends and receives nothing: its streams have ended, or its link is cut. */
const STALE = millis(3 * PERIOD);
const NONE: Flow = { kbpsIn: 0, kbpsOut: 0, at: millis(0) };

/** What publishers send and viewers receive now, as they report it. */
export class Traffic {
  readonly #clock: Clock;
  /** In the order of the reports. */
  readonly #flows = new Map<SessionID, Flow>();
  #kbpsIn = 0;
  #kbpsOut = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get total(): { readonly kbpsIn: number; readonly kbpsOut: number } {
    this.#forgetStale();
    return { kbpsIn: Math.round(this.#kbpsIn), kbpsOut: Math.round(this.#kbpsOut) };
  }

  /** When a session reported last. */
  at(id: SessionID): Millis | undefined {
    return this.#flows.get(id)?.at;
  }

  /** What one session sends and receives from now on. */
  set(id: SessionID, flow: Flow): void {
    const before = this.#flows.get(id) ?? NONE;
    // Deleted first, so that the order of the map stays that of the last reports.
    this.#flows.delete(id);
    this.#flows.set(id, flow);
    this.#kbpsIn += flow.kbpsIn - before.kbpsIn;
    this.#kbpsOut += flow.kbpsOut - before.kbpsOut;
  }

  forget(id: SessionID): void {
    this.set(id, NONE);
    this.#flows.delete(id);
  }

  #forgetStale(): void {
    const before = this.#clock.now() - STALE;
    for (const [id, { at }] of this.#flows) {
      if (at >= before) return;
      this.forget(id);
    }
  }
}
