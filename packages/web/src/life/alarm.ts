import type { Millis, Scope } from '@freshet/kit';
import { within } from './within.ts';

/** A sleep that can be cut short. One sleeper at a time. */
export class Alarm {
  readonly #scope: Scope;
  #ring: () => void = () => undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Resolves after `delay`, or as soon as {@link wake} is called; rejects with `Ended` when the scope closes. */
  async sleep(delay: Millis): Promise<void> {
    const woken = Promise.withResolvers<void>();
    const forget = this.#scope.after(delay, woken.resolve);
    this.#ring = woken.resolve;
    await within(this.#scope, woken.promise);
    forget();
  }

  /** Ends the sleep that is on, if one is. */
  wake(): void {
    this.#ring();
  }
}
