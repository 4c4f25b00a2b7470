type Listener<Payload> = (payload: Payload) => void;

/** Told of a listener that threw; the other listeners have been called all the same. */
export type ListenerFailed = (error: unknown, event: string) => void;

/**
 * Events of one owner, typed by a map from name to payload. Listeners run in the order they were added; one that
 * throws disturbs neither the others nor the emitter.
 */
export class Emitter<Events extends Record<string, unknown>> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>();
  readonly #onListenerFailed: ListenerFailed;

  constructor(onListenerFailed: ListenerFailed = rethrowLater) {
    this.#onListenerFailed = onListenerFailed;
  }

  /** Calls `listener` at each `event` until the returned function is called. */
  on<Name extends keyof Events>(event: Name, listener: Listener<Events[Name]>): () => void {
    const listeners = this.#listeners.get(event) ?? new Set<Listener<never>>();
    this.#listeners.set(event, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Calls `listener` at the next `event` alone. */
  once<Name extends keyof Events>(event: Name, listener: Listener<Events[Name]>): () => void {
    const off = this.on(event, (payload) => {
      off();
      listener(payload);
    });
    return off;
  }

  /** Tells every listener of `event`; a listener added meanwhile hears only the next one. */
  emit<Name extends keyof Events>(event: Name, payload: Events[Name]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as Listener<Events[Name]>)(payload);
      } catch (error) {
        this.#onListenerFailed(error, String(event));
      }
    }
  }

  /** Forgets every listener. */
  clear(): void {
    this.#listeners.clear();
  }
}

// A listener's fault is a bug of its author: it surfaces as an uncaught error, outside the emitter's own work.
function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
