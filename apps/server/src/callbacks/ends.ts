import { LogoutReason, type Notice, RoomCloseReason, StreamCloseReason } from '@freshet/core';
import { type Millis, millis } from '@freshet/kit';
import type { OpenRoom } from '@freshet/store';

/** What tells the end of everything that was going on in a room when the server ended, in the order it ends. */
export function endsOf(room: OpenRoom, at: Millis): readonly Notice[] {
  const { appID, roomID, roomSessionID, begun } = room;
  let { userSeq, streamSeq } = room;
  // Nothing ends before the last of it began, whatever the last beat was.
  const common = { appID, roomID, roomSessionID, at: millis(Math.max(at, ...begun.map((begin) => begin.at))) };
  const streams: Notice[] = [];
  const users: Notice[] = [];
  const rooms: Notice[] = [];
  for (const begin of begun) {
    switch (begin.name) {
      case 'stream_create': {
        const { stream, streamSID } = begin;
        const seq = { streamSID, streamSeq: ++streamSeq };
        const why = { createTime: begin.at, reason: StreamCloseReason.LinkLost };
        streams.push({ name: 'stream_close', ...common, stream, ...seq, ...why });
        break;
      }
      case 'room_login': {
        const { user, sessionID } = begin;
        const why = { loginTime: begin.at, reason: LogoutReason.LinkLost, userSeq: ++userSeq };
        users.push({ name: 'room_logout', ...common, user, sessionID, ...why });
        break;
      }
      case 'room_create':
        rooms.push({ name: 'room_close', ...common, reason: RoomCloseReason.Offline });
    }
  }
  return [...streams, ...users, ...rooms];
}
