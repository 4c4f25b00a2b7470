/** Why the server ended a visit: the same user came in elsewhere, or somebody removed the user. */
export type Kick = 'elsewhere' | 'removed';

/** Reads the code of a KickOut; `undefined` where it says neither, as when a token has run out. */
export function kickOf(code: number): Kick | undefined {
  if (code === 1002050) return 'elsewhere';
  return code === 1002055 ? 'removed' : undefined;
}
