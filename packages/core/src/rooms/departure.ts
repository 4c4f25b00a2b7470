import type { StreamDeleteReason } from '@freshet/protocol';
import type { LogoutReason, RoomCloseReason } from '../ports/notices.ts';

/** How a user's leaving is told: to the room of its streams, to the backend of the user, and of the room if it was the last. */
export type Departure = {
  readonly streams: StreamDeleteReason;
  readonly logout: LogoutReason;
  readonly roomClose: RoomCloseReason;
};
