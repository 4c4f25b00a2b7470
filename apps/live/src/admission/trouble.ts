/** Why a page cannot go on, named for what its user can do about it. */
export type TroubleKind =
  | 'noInvitation'
  | 'badInvitation'
  | 'expiredInvitation'
  | 'tooMany'
  | 'serverAway'
  | 'roomFull'
  | 'lost'
  | 'l3Off'
  | 'paused'
  | 'forbidden'
  | 'cannotDecode'
  | 'failed';

/** A trouble, with the code of the error table that caused it, where there is one. */
export type Trouble = { readonly kind: TroubleKind; readonly code?: number };

const kinds: ReadonlyMap<number, TroubleKind> = new Map<number, TroubleKind>([
  [1001004, 'badInvitation'],
  [1002033, 'badInvitation'],
  [1002067, 'badInvitation'],
  [1002075, 'badInvitation'],
  [1002076, 'badInvitation'],
  [1002077, 'badInvitation'],
  [1002079, 'badInvitation'],
  [1002080, 'badInvitation'],
  [1002078, 'expiredInvitation'],
  [1002071, 'tooMany'],
  [1002034, 'roomFull'],
  [1002035, 'roomFull'],
  [1002037, 'roomFull'],
  [1000037, 'paused'],
  [1002066, 'forbidden'],
  [1004025, 'forbidden'],
  [1002030, 'serverAway'],
  [1002031, 'serverAway'],
  [1002099, 'serverAway'],
  [1100002, 'serverAway'],
  [1002051, 'lost'],
  [1002052, 'lost'],
  [1002053, 'lost'],
  [1004072, 'l3Off'],
  [1004080, 'cannotDecode'],
]);

/** The trouble that a code of the error table means to a user. */
export function troubleOf(code: number): Trouble {
  return { kind: kinds.get(code) ?? 'failed', code };
}

const staleTokens: ReadonlySet<number> = new Set([1002033, 1002056, 1002075, 1002077, 1002078, 1002079, 1002080]);

/** Whether a user is out because its token is too old or unknown, so that a fresh one may do better. */
export function isStaleToken(code: number): boolean {
  return staleTokens.has(code);
}

/** Whether trying the same link again can help. */
export function isWorthAnotherTry({ kind }: Trouble): boolean {
  return kind !== 'noInvitation' && kind !== 'badInvitation' && kind !== 'expiredInvitation';
}
