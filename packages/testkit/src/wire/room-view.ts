import {
  type EventData,
  isServerEvent,
  type Positions,
  type RoomExtraInfo,
  type RoomSnapshot,
  type ServerEventName,
  type StreamInfo,
  serverEvents,
  type User,
} from '@freshet/protocol';
import type { HeardEvent } from './wire-client.ts';

/** What a {@link RoomView} knows, in an order of its own, for comparing. */
export type RoomPicture = {
  readonly users: readonly User[];
  readonly streams: readonly StreamInfo[];
  readonly extraInfo: RoomExtraInfo | undefined;
  readonly userCount: number;
};

/** What an event said. */
export type Told = { [E in ServerEventName]: { readonly name: E; readonly data: EventData<E> } }[ServerEventName];

/**
 * A room as one session was told it: the snapshot it began with and every event since, over all its sockets. What
 * comes twice, out of order or not at all is a fault.
 */
export class RoomView {
  /** What was wrong with the order of what was told. */
  readonly faults: string[] = [];
  /** Whether it asked for those who come and go. */
  readonly wantsUsers: boolean;
  readonly #users = new Map<string, User>();
  readonly #streams = new Map<string, StreamInfo>();
  #extraInfo: RoomExtraInfo | undefined;
  #userCount = 0;
  #positions: Positions;

  /** @param wantsUsers as said at the login with `isUserStatusNotify` */
  constructor(wantsUsers: boolean, room: RoomSnapshot, positions: Positions) {
    this.wantsUsers = wantsUsers;
    this.#positions = positions;
    this.#take(room);
  }

  /** How far the session has been told everything. */
  get positions(): Positions {
    return this.#positions;
  }

  get picture(): RoomPicture {
    const byName = (a: string, b: string): number => (a < b ? -1 : 1);
    return {
      users: [...this.#users.values()].toSorted((a, b) => byName(a.userID, b.userID)),
      streams: [...this.#streams.values()].toSorted((a, b) => byName(a.streamID, b.streamID)),
      extraInfo: this.#extraInfo,
      userCount: this.#userCount,
    };
  }

  /** Goes on after a return, with the whole room where it was told. */
  resume(room: RoomSnapshot | undefined, positions: Positions): void {
    if (room) this.#take(room);
    else this.#compare('resumed at', positions);
    this.#positions = positions;
  }

  /** Takes in an event, and answers what it said; nothing where this version does not know it. */
  read(heard: HeardEvent): Told | undefined {
    this.#follow(heard);
    if (!isServerEvent(heard.event)) return undefined;
    const { event: name } = heard;
    // The schema is that of the name, which the compiler cannot follow through the index.
    const told = { name, data: serverEvents[name].parse(heard.data) } as Told;
    this.#apply(told);
    return told;
  }

  #take({ users, streams, extraInfo, userCount }: RoomSnapshot): void {
    this.#users.clear();
    this.#streams.clear();
    for (const user of users) this.#users.set(user.userID, user);
    for (const stream of streams) this.#streams.set(stream.streamID, stream);
    this.#extraInfo = extraInfo[0];
    this.#userCount = userCount;
  }

  #follow({ event, topic, at }: HeardEvent): void {
    const before = this.#positions[topic];
    // A barrage message has no place of its own.
    if (event === 'barrageMessage') return;
    // Who did not ask for users is not told them, and their places in the log are skipped.
    const maySkip = topic === 'room' && !this.wantsUsers;
    const isNext = maySkip ? at.seq > before.seq : at.seq === before.seq + 1;
    if (at.epoch !== before.epoch || !isNext) {
      this.faults.push(`${event} at ${topic} ${at.epoch}/${at.seq} after ${before.epoch}/${before.seq}`);
    }
    this.#positions = { ...this.#positions, [topic]: at };
  }

  #compare(what: string, positions: Positions): void {
    if (JSON.stringify(positions) === JSON.stringify(this.#positions)) return;
    this.faults.push(`${what} ${JSON.stringify(positions)} instead of ${JSON.stringify(this.#positions)}`);
  }

  #apply(told: Told): void {
    switch (told.name) {
      case 'users':
        for (const { userID } of told.data.removed) this.#remove(this.#users, userID);
        for (const user of told.data.added) this.#add(this.#users, user.userID, user);
        return;
      case 'streams':
        for (const { stream } of told.data.removed) this.#remove(this.#streams, stream.streamID);
        for (const stream of told.data.added) this.#add(this.#streams, stream.streamID, stream);
        return;
      case 'streamExtraInfo':
        for (const stream of told.data.streams) this.#streams.set(stream.streamID, stream);
        return;
      case 'roomExtraInfo':
        this.#extraInfo = told.data.items[0];
        return;
      case 'count':
        this.#userCount = told.data.userCount;
    }
  }

  #add<Value>(all: Map<string, Value>, key: string, value: Value): void {
    if (all.has(key)) this.faults.push(`${key} came, and was there`);
    all.set(key, value);
  }

  #remove<Value>(all: Map<string, Value>, key: string): void {
    if (!all.delete(key)) this.faults.push(`${key} went, and was not there`);
  }
}
