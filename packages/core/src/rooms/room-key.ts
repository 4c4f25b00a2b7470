import type { Brand } from '@freshet/kit';
import type { AppID, RoomID, StreamID, UserID } from '@freshet/protocol';

/** A room, a user or a stream among those of all projects. */
export type RoomKey = Brand<string, 'RoomKey'>;
export type UserKey = Brand<string, 'UserKey'>;
export type StreamKey = Brand<string, 'StreamKey'>;

export const roomKey = (appID: AppID, roomID: RoomID): RoomKey => `${appID}/${roomID}` as RoomKey;
export const userKey = (appID: AppID, userID: UserID): UserKey => `${appID}/${userID}` as UserKey;
export const streamKey = (appID: AppID, streamID: StreamID): StreamKey => `${appID}/${streamID}` as StreamKey;
