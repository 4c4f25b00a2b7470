import { type Clock, type Millis, Scope } from '@freshet/kit';
import {
  type EventData,
  FreshetError,
  type Position,
  type RoomEventName,
  type RoomExtraInfo,
  type RoomSnapshot,
  type StreamDeleteReason,
  type StreamInfo,
  type User,
} from '@freshet/protocol';
import type { RoomCloseReason } from '../ports/notices.ts';
import { Epochs } from '../registry/epochs.ts';
import type { Chronicle, RoomPlace, StreamLife } from './chronicle.ts';
import type { Departure } from './departure.ts';
import { Presence } from './presence.ts';
import { type RoomKey, roomKey } from './room-key.ts';
import { RoomRates } from './room-rates.ts';
import type { Member, Seat } from './seat.ts';
import { type LogEntry, TopicLog } from './topic-log.ts';

/** A stream as its room knows it. */
export type RoomStream = { readonly info: StreamInfo; readonly life: StreamLife };
/** What there is to a stream beside what the room is told of it. */
type Announced = {
  /** What the backend calls it that announces it. */
  readonly title?: string;
  /** What its picture comes in, where its media is ours. */
  readonly videoCodec?: string | undefined;
  /** Called when the room is told that the stream is gone. */
  readonly released?: () => void;
};
type HeldStream = RoomStream & { readonly released: () => void };

/** Periods and sizes of a room. */
export type RoomSettings = {
  /** Over how long users who come and go are netted. Milliseconds. */
  readonly presenceTick: Millis;
  /** How often the user count is told while it changes. Milliseconds. */
  readonly countTick: Millis;
  /** Events kept for those who return. */
  readonly logLength: number;
};

/** What a room is made of. */
export type RoomOptions = {
  readonly place: RoomPlace;
  /** Of the home's claim; a later life of the room has a higher one. */
  readonly epoch: number;
  /** When the one logged in for whom it is made. */
  readonly created: Millis;
  readonly settings: RoomSettings;
  readonly clock: Clock;
  readonly chronicle: Chronicle;
  /** Something in the room is not as it was; at most once a tick. */
  readonly changed: () => void;
};

/** For each so many members, users who come and go are netted over one tick more. */
const MEMBERS_PER_TICK = 1000;

/**
 * A room at its home: the one place that orders who and what is in it. Every change is one entry of one log; every
 * session reads that log from its own position.
 */
export class Room {
  readonly key: RoomKey;
  readonly place: RoomPlace;
  /** This life of the room, from its first login to its last logout. */
  readonly sessionID: string;
  readonly created: Millis;
  /** How much may be said in it. */
  readonly rates: RoomRates;
  readonly #options: RoomOptions;
  readonly #log: TopicLog;
  readonly #presence = new Presence();
  /** Of messages: their own, because many of them would run ahead of the clock that other epochs follow. */
  readonly #messageNumbers: Epochs;
  readonly #members = new Map<string, Member>();
  readonly #streams = new Map<string, HeldStream>();
  #extraInfo: RoomExtraInfo | undefined;
  readonly #scope = new Scope();
  #lastNumber = 0;
  #ticksPassed = 0;
  #countMoved = false;
  #stirred = false;
  /** Set while the backend sends everyone away. */
  #clearing: { readonly tellsClose: boolean } | undefined;

  constructor(options: RoomOptions) {
    const { place, epoch, created, settings, clock } = options;
    this.#options = options;
    this.place = place;
    this.key = roomKey(place.appID, place.roomID);
    this.sessionID = String(epoch);
    this.created = created;
    this.rates = new RoomRates(clock);
    this.#messageNumbers = new Epochs(clock);
    this.#log = new TopicLog('room', epoch, settings.logLength);
    this.#scope.every(settings.presenceTick, () => this.#tick());
    this.#scope.every(settings.countTick, () => this.#tellCount());
  }

  get position(): Position {
    return this.#log.position;
  }

  get empty(): boolean {
    return this.#members.size === 0;
  }

  get userCount(): number {
    return this.#presence.count;
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  /** Who is in it, oldest first. */
  get members(): Iterable<Member> {
    return this.#members.values();
  }

  get streams(): Iterable<RoomStream> {
    return this.#streams.values();
  }

  member(userID: string): Member | undefined {
    return this.#members.get(userID);
  }

  stream(streamID: string): RoomStream | undefined {
    return this.#streams.get(streamID);
  }

  /** The room at {@link position}; users only for those who want them. */
  snapshot(wantsUsers: boolean): RoomSnapshot {
    return {
      users: wantsUsers ? this.#presence.told : [],
      streams: [...this.#streams.values()].map(({ info }) => info),
      extraInfo: this.#extraInfo ? [this.#extraInfo] : [],
      userCount: this.#presence.count,
    };
  }

  /** What a session missed since `position`, or nothing where it needs a snapshot. */
  since(position: Position, wantsUsers: boolean): readonly LogEntry[] | undefined {
    return this.#log.since(position)?.filter((entry) => isFor(wantsUsers, entry));
  }

  /** Takes a seat; a user has one, and a newer one takes the place of the old. */
  join(seat: Seat): void {
    this.#clearing = undefined;
    this.#lastNumber += 1;
    this.#members.delete(seat.user.userID);
    this.#members.set(seat.user.userID, { seat, number: this.#lastNumber });
    this.#presence.add(seat.user);
    this.#countMoved = true;
    this.stir();
    this.#options.chronicle.came(seat);
  }

  /** Leaves a seat, unless another has taken its place. */
  leave(seat: Seat, { logout }: Departure): void {
    if (this.#members.get(seat.user.userID)?.seat !== seat) return;
    this.#members.delete(seat.user.userID);
    this.#presence.remove(seat.user.userID);
    this.#countMoved = true;
    this.stir();
    this.#options.chronicle.left(seat, logout);
  }

  /**
   * Tells the room of a stream whose media flows, or that a backend says is there. One that a backend announced before
   * its media came goes on with what its publisher says of it.
   */
  announce(info: StreamInfo, { title = '', videoCodec, released = () => undefined }: Announced): void {
    if (this.#streams.has(info.streamID)) return this.describe(info);
    const life = this.#options.chronicle.streamCame(info, { title, videoCodec });
    this.#streams.set(info.streamID, { info, life, released });
    this.#tell('streams', { added: [info], removed: [] });
  }

  /** Tells the room that a stream is gone; a stream that was never announced goes as quietly as it came. */
  withdraw(streamID: string, reason: StreamDeleteReason): void {
    const stream = this.#streams.get(streamID);
    if (!stream) return;
    this.#streams.delete(streamID);
    stream.released();
    this.#options.chronicle.streamWent(stream.info, stream.life, reason, this.#clearing !== undefined);
    this.#tell('streams', { added: [], removed: [{ stream: stream.info, reason }] });
  }

  /** Tells the room what is said of a stream now, where it is something else. */
  describe(info: StreamInfo): void {
    const stream = this.#streams.get(info.streamID);
    if (!stream) return;
    this.#streams.set(info.streamID, { ...stream, info });
    if (stream.info.extraInfo !== info.extraInfo) this.#tell('streamExtraInfo', { streams: [info] });
  }

  /**
   * Writes the room's one note.
   *
   * @throws FreshetError 1002017 where it stands under another key
   */
  setExtraInfo(key: string, value: string, updateUser: User): void {
    if (this.#extraInfo && this.#extraInfo.key !== key) throw new FreshetError(1002017);
    this.#extraInfo = { key, value, updateUser, updateTime: this.#options.clock.now() };
    this.#tell('roomExtraInfo', { items: [this.#extraInfo] });
  }

  /** Says `message` to everyone, also to those who are away and come back in time. Answers its number. */
  broadcast(fromUser: User, message: string): number {
    const messageID = this.#messageNumbers.next();
    this.#tell('broadcastMessage', { fromUser, message, messageID, sendTime: this.#options.clock.now() });
    return messageID;
  }

  /** Says `message` to those who are there now. */
  barrage(fromUser: User, message: string, messageID: string): void {
    const sendTime = this.#options.clock.now();
    this.#deliver(this.#log.pass('barrageMessage', { fromUser, message, messageID, sendTime }));
  }

  /** Sends a command to everyone, also to those who are away and come back in time. */
  command(fromUser: User, command: string): void {
    this.#tell('customCommand', { fromUser, command });
  }

  /** The backend sends everyone away from now on, until someone comes again. */
  beginClearing(tellsClose: boolean): void {
    this.#clearing = { tellsClose };
  }

  endClearing(): void {
    this.#clearing = undefined;
  }

  /** Something that is not in the log has changed. */
  stir(): void {
    this.#stirred = true;
  }

  /** The last user has left. */
  end(reason: RoomCloseReason, streams: StreamDeleteReason): void {
    for (const streamID of [...this.#streams.keys()]) this.withdraw(streamID, streams);
    this.#options.chronicle.ended(reason, this.#clearing?.tellsClose ?? true);
    this.close();
  }

  close(): void {
    this.#scope.close();
  }

  #tick(): void {
    if (this.#presence.changed) this.#tellUsers();
    if (!this.#stirred) return;
    this.#stirred = false;
    this.#options.changed();
  }

  // Everyone is told of everyone: the more there are, the longer it is netted.
  #tellUsers(): void {
    this.#ticksPassed += 1;
    if (this.#ticksPassed <= this.#members.size / MEMBERS_PER_TICK) return;
    this.#ticksPassed = 0;
    this.#tell('users', this.#presence.settle());
  }

  // A count that moved and came back is told too: a snapshot in between has told another one.
  #tellCount(): void {
    if (!this.#countMoved) return;
    this.#countMoved = false;
    this.#tell('count', { userCount: this.#presence.count });
  }

  #tell<E extends RoomEventName>(event: E, data: EventData<E>): void {
    this.stir();
    this.#deliver(this.#log.append(event, data));
  }

  #deliver(entry: LogEntry): void {
    for (const { seat } of this.#members.values()) {
      if (isFor(seat.wantsUsers, entry)) seat.deliver(entry);
    }
  }
}

function isFor(wantsUsers: boolean, entry: LogEntry): boolean {
  return wantsUsers || entry.event !== 'users';
}
