import { type Millis, Scope, seconds } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import type { SessionsDoor } from '../gateway/connection.ts';

/** How often is looked whether everyone has left. */
const LOOK_PERIOD = seconds(0.2);

/**
 * The end of a server's service, in good order: nobody new is let in, who is in may stay for a while, and who only lost
 * his socket still returns.
 */
export class Drain {
  readonly #scope = new Scope();
  #begun: Promise<void> | undefined;
  #hurry: () => void = () => undefined;

  /** Whether the server lets nobody in any more. */
  get isOn(): boolean {
    return this.#begun !== undefined;
  }

  /** `sessions` for the gateway: a login during the drain is refused with a code after which the SDK comes back. */
  guard(sessions: SessionsDoor): SessionsDoor {
    return {
      login: async (...login) => {
        if (this.isOn) throw new FreshetError(1002099, 'the server is closing and lets nobody in');
        return sessions.login(...login);
      },
      resume: (...resume) => sessions.resume(...resume),
      logout: (session) => sessions.logout(session),
    };
  }

  /** Begins. Resolves when `isEmpty`, when `period` is over, or at {@link close}; called again, it is the same drain. */
  begin(period: Millis, isEmpty: () => boolean): Promise<void> {
    this.#begun ??= this.#wait(period, isEmpty);
    return this.#begun;
  }

  /** Waits no longer. */
  close(): void {
    this.#scope.close();
    this.#hurry();
  }

  #wait(period: Millis, isEmpty: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#hurry = resolve;
    if (this.#scope.closed || period === 0 || isEmpty()) resolve();
    this.#scope.after(period, resolve);
    this.#scope.every(LOOK_PERIOD, () => {
      if (isEmpty()) resolve();
    });
    return promise.finally(() => this.#scope.close());
  }
}
