import type { SessionID } from '@freshet/protocol';

/** Who holds a userID. */
export type UserRecord = {
  readonly sessionID: SessionID;
  readonly loginEpoch: number;
  /** The login that this one repeats, where an SDK made it by itself. */
  readonly repeats?: number;
};

/**
 * Whether the login `next` takes the place of the one that stands. A user's own login always does. One that an SDK
 * repeats by itself gives way to what its user did later; a repeat that stands counts as old as the login it repeats,
 * so that an SDK that lost the answer may repeat that login once more.
 */
export function mayEvict(standing: UserRecord, next: UserRecord): boolean {
  return next.repeats === undefined || (standing.repeats ?? standing.loginEpoch) <= next.repeats;
}
