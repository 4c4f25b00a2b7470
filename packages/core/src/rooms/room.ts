import { type Clock, type Millis, Scope } from '@freshet/kit';
import {
  type EventData,
  FreshetError,
  limits,
  type Position,
  type RoomEventName,
  type RoomExtraInfo,
  type RoomSnapshot,
  type StreamDeleteReason,
  type StreamInfo,
  type User,
} from '@freshet/protocol';
import { Presence } from './presence.ts';
import type { RoomKey } from './room-key.ts';
import { type LogEntry, TopicLog } from './topic-log.ts';

/** One session's place in a room. */
export type Seat = {
  readonly user: User;
  /** Whether it asked for the names of those who come and go. */
  readonly wantsUsers: boolean;
  /** Takes the next event of the room; a session without a socket reads it from the log when it returns. */
  deliver(entry: LogEntry): void;
};

/** Periods and sizes of a room. */
export type RoomSettings = {
  /** Over how long users who come and go are netted. Milliseconds. */
  readonly presenceTick: Millis;
  /** How often the user count is told while it changes. Milliseconds. */
  readonly countTick: Millis;
  /** Events kept for those who return. */
  readonly logLength: number;
};

/**
 * A room at its home: the one place that orders who and what is in it. Every change is one entry of one log; every
 * session reads that log from its own position.
 */
export class Room {
  readonly key: RoomKey;
  /** This life of the room, from its first login to its last logout. */
  readonly sessionID: string;
  readonly #log: TopicLog;
  readonly #presence = new Presence();
  readonly #seats = new Map<string, Seat>();
  readonly #streams = new Map<string, StreamInfo>();
  readonly #clock: Clock;
  #extraInfo: RoomExtraInfo | undefined;
  readonly #scope = new Scope();
  #countMoved = false;

  /** @param epoch of the home's claim; a later life of the room has a higher one */
  constructor(key: RoomKey, epoch: number, settings: RoomSettings, clock: Clock) {
    this.key = key;
    this.#clock = clock;
    this.sessionID = String(epoch);
    this.#log = new TopicLog('room', epoch, settings.logLength);
    this.#scope.every(settings.presenceTick, () => this.#tellUsers());
    this.#scope.every(settings.countTick, () => this.#tellCount());
  }

  get position(): Position {
    return this.#log.position;
  }

  get empty(): boolean {
    return this.#seats.size === 0;
  }

  get userCount(): number {
    return this.#presence.count;
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  /** The room at {@link position}; users only for those who want them. */
  snapshot(wantsUsers: boolean): RoomSnapshot {
    return {
      users: wantsUsers ? this.#presence.told(limits.namedUsers) : [],
      streams: [...this.#streams.values()],
      extraInfo: this.#extraInfo ? [this.#extraInfo] : [],
      userCount: this.#presence.count,
    };
  }

  /** Whether that user is in the room. */
  has(userID: string): boolean {
    return this.#seats.has(userID);
  }

  /** What a session missed since `position`, or nothing where it needs a snapshot. */
  since(position: Position, wantsUsers: boolean): readonly LogEntry[] | undefined {
    return this.#log.since(position)?.filter((entry) => isFor(wantsUsers, entry));
  }

  /** Takes a seat; a user has one, and a newer one takes the place of the old. */
  join(seat: Seat): void {
    this.#seats.set(seat.user.userID, seat);
    this.#presence.add(seat.user);
    this.#countMoved = true;
  }

  /** Leaves a seat, unless another has taken its place. */
  leave(seat: Seat): void {
    if (this.#seats.get(seat.user.userID) !== seat) return;
    this.#seats.delete(seat.user.userID);
    this.#presence.remove(seat.user.userID);
    this.#countMoved = true;
  }

  /** Tells the room of a stream whose media flows. */
  announce(stream: StreamInfo): void {
    this.#streams.set(stream.streamID, stream);
    this.#tell('streams', { added: [stream], removed: [] });
  }

  /** Tells the room that a stream is gone; a stream that was never announced goes as quietly as it came. */
  withdraw(streamID: string, reason: StreamDeleteReason): void {
    const stream = this.#streams.get(streamID);
    if (!stream) return;
    this.#streams.delete(streamID);
    this.#tell('streams', { added: [], removed: [{ stream, reason }] });
  }

  /** Tells the room what a stream's publisher says of it now. */
  describe(stream: StreamInfo): void {
    if (!this.#streams.has(stream.streamID)) return;
    this.#streams.set(stream.streamID, stream);
    this.#tell('streamExtraInfo', { streams: [stream] });
  }

  /**
   * Writes the room's one note.
   *
   * @throws FreshetError 1002017 where it stands under another key
   */
  setExtraInfo(key: string, value: string, updateUser: User): void {
    if (this.#extraInfo && this.#extraInfo.key !== key) throw new FreshetError(1002017);
    this.#extraInfo = { key, value, updateUser, updateTime: this.#clock.now() };
    this.#tell('roomExtraInfo', { items: [this.#extraInfo] });
  }

  close(): void {
    this.#scope.close();
  }

  #tellUsers(): void {
    if (!this.#presence.changed) return;
    const change = this.#presence.settle();
    if (change.added.length + change.removed.length > 0) this.#tell('users', change);
  }

  // A count that moved and came back is told too: a snapshot in between has told another one.
  #tellCount(): void {
    if (!this.#countMoved) return;
    this.#countMoved = false;
    this.#tell('count', { userCount: this.#presence.count });
  }

  #tell<E extends RoomEventName>(event: E, data: EventData<E>): void {
    const entry = this.#log.append(event, data);
    for (const seat of this.#seats.values()) {
      if (isFor(seat.wantsUsers, entry)) seat.deliver(entry);
    }
  }
}

function isFor(wantsUsers: boolean, entry: LogEntry): boolean {
  return wantsUsers || entry.event !== 'users';
}
