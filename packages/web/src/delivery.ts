import { FreshetError } from '@freshet/protocol';
import type { EventHandler } from './event-handler.ts';

type EventName = keyof EventHandler;
type EventArguments<E extends EventName> = Parameters<NonNullable<EventHandler[E]>>;

/** Tells the application of an event. */
export type Tell = <E extends EventName>(event: E, ...args: EventArguments<E>) => void;

/** Hands events to the application's one handler, in order, each after the engine's own work of the moment is done. */
export class Delivery {
  #handler: EventHandler | null = null;

  /** @throws FreshetError 1000008 where another handler is set */
  setHandler(handler: EventHandler | null): void {
    if (handler !== null && this.#handler !== null && handler !== this.#handler) throw new FreshetError(1000008);
    this.#handler = handler;
  }

  // A handler that throws surfaces as an uncaught error of the page, and disturbs nothing here.
  readonly tell: Tell = (event, ...args) => {
    queueMicrotask(() => {
      const handler = this.#handler;
      const method = handler?.[event];
      if (typeof method === 'function') Reflect.apply(method, handler, args);
    });
  };
}
