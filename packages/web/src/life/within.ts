import type { Scope } from '@freshet/kit';

/** Why a wait was given up: its owner was closed. It ends the owner's own work and is shown to nobody. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** Answers as `promise` does, or rejects with {@link Ended} as soon as `scope` is closed. */
export function within<T>(scope: Scope, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = scope.add(() => reject(new Ended('closed')));
    void promise.then(resolve, reject).finally(forget);
  });
}
