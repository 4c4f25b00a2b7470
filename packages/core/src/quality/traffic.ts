import { type Millis, millis } from '@freshet/kit';
import type { SessionID } from '@freshet/protocol';

type Flow = { readonly kbpsIn: number; readonly kbpsOut: number; readonly at: Millis };
const NONE: Flow = { kbpsIn: 0, kbpsOut: 0, at: millis(0) };

/** What publishers send and viewers receive now, as they report it. */
export class Traffic {
  readonly #flows = new Map<SessionID, Flow>();
  #kbpsIn = 0;
  #kbpsOut = 0;

  get total(): { readonly kbpsIn: number; readonly kbpsOut: number } {
    return { kbpsIn: Math.round(this.#kbpsIn), kbpsOut: Math.round(this.#kbpsOut) };
  }

  /** When a session reported last. */
  at(id: SessionID): Millis | undefined {
    return this.#flows.get(id)?.at;
  }

  /** What one session sends and receives from now on. */
  set(id: SessionID, flow: Flow): void {
    const before = this.#flows.get(id) ?? NONE;
    this.#flows.set(id, flow);
    this.#kbpsIn += flow.kbpsIn - before.kbpsIn;
    this.#kbpsOut += flow.kbpsOut - before.kbpsOut;
  }

  forget(id: SessionID): void {
    this.set(id, NONE);
    this.#flows.delete(id);
  }
}
