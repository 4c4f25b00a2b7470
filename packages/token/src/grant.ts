import type { Millis } from '@freshet/kit';
import { FreshetError, type RoomID, type StreamID, type UserID } from '@freshet/protocol';
import type { Privileges } from './claims.ts';
import type { TokenForm } from './envelope.ts';

/** What a verified token allows. */
export type Grant = {
  readonly userID: UserID;
  /** When it ends. Milliseconds since the Unix epoch. */
  readonly expire: Millis;
  /** The one room it is for; every room where it names none. */
  readonly roomID?: string;
  readonly mayLogin: boolean;
  /** Which streams it may publish. */
  readonly publish: 'any' | 'none' | readonly string[];
};

/** What a token allows, and what kind of token it is. */
export type TokenGrant = Grant & {
  readonly form: TokenForm;
  /** Whether it says what its user may do; a basic token does not. */
  readonly hasPrivileges: boolean;
};

/**
 * Refuses a login to another room than the grant's, or without the privilege.
 *
 * @throws FreshetError 1002033
 */
export function checkLogin(grant: Grant, roomID: RoomID): void {
  if (!isFor(grant, roomID)) throw new FreshetError(1002033, 'the token is for another room');
  if (!grant.mayLogin) throw new FreshetError(1002033, 'the token does not have the login privilege');
}

/**
 * Refuses a publish that the grant does not cover at `now`.
 *
 * @throws FreshetError 1002078 where it has expired, 1003072 where it never allowed this publish
 */
export function checkPublish(grant: Grant, roomID: RoomID, streamID: StreamID, now: Millis): void {
  checkNotExpired(grant, now);
  if (!isFor(grant, roomID)) throw new FreshetError(1003072, 'the token is for another room');
  if (grant.publish === 'none') throw new FreshetError(1003072, 'the token does not have the publish privilege');
  if (grant.publish !== 'any' && !grant.publish.includes(streamID)) {
    throw new FreshetError(1003072, 'the token does not name this streamID');
  }
}

/**
 * Refuses a grant whose time is over.
 *
 * @throws FreshetError 1002078
 */
export function checkNotExpired(grant: Grant, now: Millis): void {
  if (now >= grant.expire) throw new FreshetError(1002078);
}

/**
 * What privileges allow; a token without any allows everything. A list that is null or empty is no list: the original's
 * generators write both for "any stream".
 */
export function allowances(privileges: Privileges | undefined): Pick<Grant, 'roomID' | 'mayLogin' | 'publish'> {
  if (privileges === undefined) return { mayLogin: true, publish: 'any' };
  const { room_id: roomID, privilege, stream_id_list: streamIDs } = privileges;
  const list = streamIDs?.length ? streamIDs : 'any';
  return {
    ...(roomID ? { roomID } : {}),
    mayLogin: privilege['1'] === 1,
    publish: privilege['2'] === 1 ? list : 'none',
  };
}

const isFor = (grant: Grant, roomID: RoomID): boolean => grant.roomID === undefined || grant.roomID === roomID;
