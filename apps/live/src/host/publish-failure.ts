/** Why going live was refused, named for what the host can do about it. */
export type PublishFailure = 'nothing' | 'taken' | 'notAllowed' | 'forbidden' | 'failed';

const failures: ReadonlyMap<number, PublishFailure> = new Map<number, PublishFailure>([
  [1003001, 'nothing'],
  [1003028, 'taken'],
  [1003025, 'forbidden'],
  [1003072, 'notAllowed'],
]);

/** The failure that a code of the error table means to a host. */
export function publishFailureOf(code: number): PublishFailure {
  return failures.get(code) ?? 'failed';
}
