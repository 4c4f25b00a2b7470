import type { Brand } from '@freshet/kit';

/** A project's public number: an integer from 1 to 4294967295. */
export type AppID = Brand<number, 'AppID'>;
/** Names a room within its project. Under 128 bytes. */
export type RoomID = Brand<string, 'RoomID'>;
/** Names a user within its project. Under 64 bytes. */
export type UserID = Brand<string, 'UserID'>;
/** Names a stream within its project. At most 256 characters. */
export type StreamID = Brand<string, 'StreamID'>;
/** Names one login of one user, from login to logout, over all its sockets. */
export type SessionID = Brand<string, 'SessionID'>;
