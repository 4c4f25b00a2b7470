import { type CloseCode, closeCodes, type ErrorCode, StreamDeleteReason } from '@freshet/protocol';
import { LogoutReason, RoomCloseReason } from '../ports/notices.ts';
import type { Departure } from '../rooms/departure.ts';

/** Why a session ended. */
export type SessionEnd = 'logout' | 'silent' | 'evicted' | 'expired' | 'kicked' | 'cleared' | 'shutdown' | 'roomLost';

/** What the client is told of the end, in a `kicked` event. */
export type Farewell = {
  readonly code: ErrorCode;
  /** The backend's own words; else those of the code. */
  readonly reason?: string;
};

/** How each end is told to the room and to the backend. */
export const departures: Record<SessionEnd, Departure> = {
  logout: {
    streams: StreamDeleteReason.PublisherStopped,
    logout: LogoutReason.Normal,
    roomClose: RoomCloseReason.Normal,
  },
  silent: {
    streams: StreamDeleteReason.HeartbeatTimeout,
    logout: LogoutReason.HeartbeatTimeout,
    roomClose: RoomCloseReason.HeartbeatTimeout,
  },
  evicted: {
    streams: StreamDeleteReason.RepeatLogin,
    logout: LogoutReason.ReloginOrKick,
    roomClose: RoomCloseReason.Offline,
  },
  expired: {
    streams: StreamDeleteReason.Kicked,
    logout: LogoutReason.TokenExpired,
    roomClose: RoomCloseReason.Kicked,
  },
  kicked: {
    streams: StreamDeleteReason.Kicked,
    logout: LogoutReason.ReloginOrKick,
    roomClose: RoomCloseReason.Kicked,
  },
  cleared: {
    streams: StreamDeleteReason.Kicked,
    logout: LogoutReason.ReloginOrKick,
    roomClose: RoomCloseReason.Normal,
  },
  shutdown: {
    streams: StreamDeleteReason.Disconnected,
    logout: LogoutReason.LinkLost,
    roomClose: RoomCloseReason.Offline,
  },
  roomLost: {
    streams: StreamDeleteReason.Disconnected,
    logout: LogoutReason.LinkLost,
    roomClose: RoomCloseReason.Offline,
  },
};

/** How the client's socket is closed. */
export const endCloseCodes: Record<SessionEnd, CloseCode> = {
  logout: closeCodes.loggedOut,
  silent: closeCodes.silent,
  evicted: closeCodes.kicked,
  expired: closeCodes.kicked,
  kicked: closeCodes.kicked,
  cleared: closeCodes.kicked,
  shutdown: closeCodes.goingAway,
  roomLost: closeCodes.goingAway,
};
