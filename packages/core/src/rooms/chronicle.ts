import type { Clock, Millis } from '@freshet/kit';
import { type AppID, type RoomID, StreamDeleteReason, type StreamID, type StreamInfo } from '@freshet/protocol';
import {
  type LogoutReason,
  type Notice,
  type Notices,
  type RoomCloseReason,
  StreamCloseReason,
} from '../ports/notices.ts';
import type { Epochs } from '../registry/epochs.ts';
import type { StreamHistory } from '../streams/stream-history.ts';
import { streamKey } from './room-key.ts';
import type { Seat } from './seat.ts';

/** A room's place among those of all projects. */
export type RoomPlace = { readonly appID: AppID; readonly roomID: RoomID };

/** One life of one stream. */
export type StreamLife = { readonly sid: string; readonly created: Millis };

/** What a stream is told to the backend with, beside what its room is told of it. */
export type StreamMarks = Pick<Extract<Notice, { name: 'stream_create' }>, 'title' | 'videoCodec'>;

/** Where a room's events are told and remembered. */
export type ChronicleParts = {
  readonly clock: Clock;
  readonly epochs: Epochs;
  readonly notices: Notices;
  readonly history: StreamHistory;
};

const CLOSE_REASON: Record<StreamDeleteReason, StreamCloseReason> = {
  [StreamDeleteReason.PublisherStopped]: StreamCloseReason.Normal,
  [StreamDeleteReason.HeartbeatTimeout]: StreamCloseReason.HeartbeatTimeout,
  [StreamDeleteReason.RepeatLogin]: StreamCloseReason.RepeatLogin,
  [StreamDeleteReason.Kicked]: StreamCloseReason.Kicked,
  [StreamDeleteReason.Disconnected]: StreamCloseReason.LinkLost,
  [StreamDeleteReason.RemovedByServer]: StreamCloseReason.RemovedByServer,
};

type Body<N extends Notice = Notice> = N extends Notice ? Omit<N, 'appID' | 'roomID' | 'roomSessionID' | 'at'> : never;

/** Tells the backend what happens in one life of a room, numbered so that the order can be restored. */
export class Chronicle {
  readonly #place: RoomPlace;
  readonly #roomSessionID: string;
  readonly #parts: ChronicleParts;
  #userSeq = 0;
  #streamSeq = 0;

  constructor(place: RoomPlace, roomSessionID: string, parts: ChronicleParts) {
    this.#place = place;
    this.#roomSessionID = roomSessionID;
    this.#parts = parts;
  }

  /** @param creator the seat for which the room was made */
  began({ user, loginTime }: Seat): void {
    this.#tell({ name: 'room_create', creator: user.userID }, loginTime);
  }

  /** @param isTold whether the backend wants to hear of it */
  ended(reason: RoomCloseReason, isTold: boolean): void {
    this.#tell({ name: 'room_close', reason, ...(isTold ? {} : { isQuiet: true }) });
  }

  came({ user, sessionID, authLevel, isRepeat, loginTime }: Seat): void {
    this.#userSeq += 1;
    const login = { user, sessionID, authLevel, relogin: isRepeat, userSeq: this.#userSeq };
    this.#tell({ name: 'room_login', ...login }, loginTime);
  }

  left({ user, sessionID, loginTime }: Seat, reason: LogoutReason): void {
    this.#userSeq += 1;
    this.#tell({ name: 'room_logout', user, sessionID, loginTime, reason, userSeq: this.#userSeq });
  }

  streamCame(stream: StreamInfo, { title, videoCodec }: StreamMarks): StreamLife {
    const { clock, epochs, history } = this.#parts;
    const life = { sid: String(epochs.next()), created: clock.now() };
    const recreate = history.began(this.#key(stream), life.created);
    this.#streamSeq += 1;
    const numbers = { streamSID: life.sid, streamSeq: this.#streamSeq };
    this.#tell({ name: 'stream_create', stream, title, videoCodec, ...numbers, recreate }, life.created);
    return life;
  }

  /** @param isCleared the room is emptied by the backend */
  streamWent(stream: StreamInfo, { sid, created }: StreamLife, why: StreamDeleteReason, isCleared: boolean): void {
    const { clock, history } = this.#parts;
    const now = clock.now();
    history.ended(this.#key(stream), now);
    this.#streamSeq += 1;
    const numbers = { streamSID: sid, streamSeq: this.#streamSeq };
    const reason = isCleared ? StreamCloseReason.RoomCleared : CLOSE_REASON[why];
    this.#tell({ name: 'stream_close', stream, ...numbers, createTime: created, reason }, now);
  }

  #key({ streamID }: StreamInfo) {
    return streamKey(this.#place.appID, streamID as StreamID);
  }

  // Of what is told more than once, or kept beside the telling, there is one time.
  #tell(body: Body, at = this.#parts.clock.now()): void {
    this.#parts.notices.tell({ ...this.#place, roomSessionID: this.#roomSessionID, at, ...body });
  }
}
