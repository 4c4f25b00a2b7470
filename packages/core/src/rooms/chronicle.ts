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

  began(creator: string): void {
    this.#tell({ name: 'room_create', creator });
  }

  /** @param isTold whether the backend wants to hear of it */
  ended(reason: RoomCloseReason, isTold: boolean): void {
    this.#tell({ name: 'room_close', reason, ...(isTold ? {} : { isQuiet: true }) });
  }

  came({ user, sessionID, authLevel, isRepeat }: Seat): void {
    this.#userSeq += 1;
    this.#tell({ name: 'room_login', user, sessionID, authLevel, relogin: isRepeat, userSeq: this.#userSeq });
  }

  left({ user, sessionID, loginTime }: Seat, reason: LogoutReason): void {
    this.#userSeq += 1;
    this.#tell({ name: 'room_logout', user, sessionID, loginTime, reason, userSeq: this.#userSeq });
  }

  streamCame(stream: StreamInfo): StreamLife {
    const { clock, epochs, history } = this.#parts;
    const life = { sid: String(epochs.next()), created: clock.now() };
    const recreate = history.began(this.#key(stream), life.created);
    this.#streamSeq += 1;
    this.#tell({ name: 'stream_create', stream, streamSID: life.sid, streamSeq: this.#streamSeq, recreate });
    return life;
  }

  /** @param isCleared the room is emptied by the backend */
  streamWent(stream: StreamInfo, { sid, created }: StreamLife, why: StreamDeleteReason, isCleared: boolean): void {
    this.#parts.history.ended(this.#key(stream), this.#parts.clock.now());
    this.#streamSeq += 1;
    this.#tell({
      name: 'stream_close',
      stream,
      streamSID: sid,
      streamSeq: this.#streamSeq,
      createTime: created,
      reason: isCleared ? StreamCloseReason.RoomCleared : CLOSE_REASON[why],
    });
  }

  #key({ streamID }: StreamInfo) {
    return streamKey(this.#place.appID, streamID as StreamID);
  }

  #tell(body: Body): void {
    const { notices, clock } = this.#parts;
    notices.tell({ ...this.#place, roomSessionID: this.#roomSessionID, at: clock.now(), ...body });
  }
}
