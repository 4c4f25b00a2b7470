import type { Millis } from './brand.ts';

type Cleanup = () => void;

/**
 * Owns timers, listeners and anything else that must end together. `close()` undoes all of it, once, in reverse
 * order; what is added to a closed scope ends at once.
 */
export class Scope {
  readonly #cleanups = new Set<Cleanup>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** Calls `cleanup` when the scope closes; the returned function calls it now and forgets it. */
  add(cleanup: Cleanup): Cleanup {
    if (this.#closed) {
      cleanup();
      return () => undefined;
    }
    this.#cleanups.add(cleanup);
    return () => {
      if (this.#cleanups.delete(cleanup)) cleanup();
    };
  }

  /** Calls `task` once after `delay`, unless the scope closes or the returned function is called first. */
  after(delay: Millis, task: () => void): Cleanup {
    const timer = setTimeout(() => {
      forget();
      task();
    }, delay);
    const forget = this.add(() => clearTimeout(timer));
    return forget;
  }

  /** Calls `task` every `period` until the scope closes or the returned function is called. */
  every(period: Millis, task: () => void): Cleanup {
    const timer = setInterval(task, period);
    return this.add(() => clearInterval(timer));
  }

  /** Listens to a DOM-style event source until the scope closes. */
  listen<E extends Event>(source: EventTarget, type: string, listener: (event: E) => void): Cleanup {
    // The name of an event decides its class, which the type of a plain EventTarget cannot say.
    const heard = listener as (event: Event) => void;
    source.addEventListener(type, heard);
    return this.add(() => source.removeEventListener(type, heard));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const cleanups = [...this.#cleanups].reverse();
    this.#cleanups.clear();
    for (const cleanup of cleanups) cleanup();
  }
}
