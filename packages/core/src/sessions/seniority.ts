import type { SessionID } from '@freshet/protocol';

/** How many calls that were evicted a record names; a user has as many SDKs that wait for an answer at the most. */
const MOST_EVICTED = 8;

/** Who holds a userID. */
export type UserRecord = {
  readonly sessionID: SessionID;
  readonly loginEpoch: number;
  /** The login that this one repeats, where an SDK made it by itself. */
  readonly repeats?: number;
  /** Names the call that the login was made for; an SDK that heard no answer to it makes another. */
  readonly attempt?: string;
  /** Calls whose logins this one came after, newest first. */
  readonly evicted?: readonly string[];
};

/**
 * What stands after the login `next` came to the one that stands; `undefined` where that one goes on standing. A user's
 * own login always takes its place. One that an SDK repeats by itself gives way to what its user did later, be it that
 * the login it repeats was never answered; a repeat that stands counts as old as the login it repeats, so that an SDK
 * that lost the answer may repeat that login once more.
 */
export function evict(standing: UserRecord, next: UserRecord): UserRecord | undefined {
  const { attempt, repeats } = next;
  const before = standing.evicted ?? [];
  if (attempt !== undefined && before.includes(attempt)) return undefined;
  if (repeats !== undefined && (standing.repeats ?? standing.loginEpoch) > repeats) return undefined;
  const isOther = standing.attempt !== undefined && standing.attempt !== attempt;
  const evicted = isOther ? [standing.attempt, ...before].slice(0, MOST_EVICTED) : before;
  return { ...next, evicted };
}
