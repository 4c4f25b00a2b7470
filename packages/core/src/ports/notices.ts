import type { Millis } from '@freshet/kit';
import type { AppID, StreamInfo, User } from '@freshet/protocol';

/** Why a room ended, with the original's numbers. */
export const RoomCloseReason = { Normal: 0, HeartbeatTimeout: 1, Offline: 2, Kicked: 3 } as const;
export type RoomCloseReason = (typeof RoomCloseReason)[keyof typeof RoomCloseReason];

/** Why a user left, with the original's numbers. */
export const LogoutReason = {
  Normal: 0,
  HeartbeatTimeout: 1,
  LinkLost: 2,
  ReloginOrKick: 3,
  TokenExpired: 4,
} as const;
export type LogoutReason = (typeof LogoutReason)[keyof typeof LogoutReason];

/** Why a stream ended, with the original's numbers. */
export const StreamCloseReason = {
  Normal: 0,
  HeartbeatTimeout: 1,
  RepeatLogin: 2,
  Kicked: 3,
  LinkLost: 4,
  RoomCleared: 5,
  RemovedByServer: 100,
} as const;
export type StreamCloseReason = (typeof StreamCloseReason)[keyof typeof StreamCloseReason];

/** Something that happened in a room, for the adopter's backend. Times are milliseconds since the Unix epoch. */
export type Notice = {
  readonly appID: AppID;
  readonly roomID: string;
  /** Names this life of the room. A decimal number that may be beyond 2^53. */
  readonly roomSessionID: string;
  readonly at: Millis;
} & (
  | { readonly name: 'room_create'; readonly creator: string }
  | {
      readonly name: 'room_close';
      readonly reason: RoomCloseReason;
      /** The backend closed the room itself, and did not ask to be told. */
      readonly isQuiet?: true;
    }
  | {
      readonly name: 'room_login';
      readonly user: User;
      readonly sessionID: string;
      /** 0 none, 4 Token04. */
      readonly authLevel: 0 | 4;
      /** Whether an SDK repeated an earlier login of its own. */
      readonly relogin: boolean;
      /** Grows by one with each user who comes or goes in this life of the room. */
      readonly userSeq: number;
    }
  | {
      readonly name: 'room_logout';
      readonly user: User;
      readonly sessionID: string;
      readonly loginTime: Millis;
      readonly reason: LogoutReason;
      readonly userSeq: number;
    }
  | {
      readonly name: 'stream_create';
      readonly stream: StreamInfo;
      /** What the backend called it when it announced it; empty for one that nobody announced. */
      readonly title: string;
      /** The plain name of the codec that its picture came in, such as `VP8`; nothing where there was none, or none of ours. */
      readonly videoCodec: string | undefined;
      /** Names this life of the stream. */
      readonly streamSID: string;
      /** Grows by one with each stream that comes or goes in this life of the room. */
      readonly streamSeq: number;
      /** Whether the same stream ended less than 90 s before. */
      readonly recreate: boolean;
    }
  | {
      readonly name: 'stream_close';
      readonly stream: StreamInfo;
      readonly streamSID: string;
      readonly streamSeq: number;
      readonly createTime: Millis;
      readonly reason: StreamCloseReason;
    }
);

/** Takes down what happens. It returns when the notice is safe: whatever ends the process afterwards, it is told. */
export interface Notices {
  tell(notice: Notice): void;
}
