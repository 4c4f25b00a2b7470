import type { Emitter } from '@freshet/kit';
import {
  type ErrorCode,
  type EventData,
  isErrorCode,
  type Positions,
  type RoomExtraInfo,
  type RoomSnapshot,
  type StreamInfo,
  UpdateType,
  type User,
} from '@freshet/protocol';
import type { Tell } from '../delivery.ts';
import type { Arrival, SignallingSocket } from '../signalling/socket.ts';
import { Notes } from './notes.ts';
import { isAfter } from './position.ts';
import { Roster, type RosterChange } from './roster.ts';

/** What the publishers and players of a client learn from the server. */
export type RoomNews = {
  streamsAdded: { streamIDs: readonly string[] };
  viewerLost: Record<never, never>;
  publishInterrupted: { streamID: string };
  publishLost: { streamID: string; code: ErrorCode };
  playLost: { streamID: string; code: ErrorCode };
};

/** Why the server removed this client. */
export type Kick = { readonly code: ErrorCode; readonly reason: string };

type NewsOptions = {
  readonly roomID: string;
  readonly userID: string;
  readonly tell: Tell;
  readonly events: Pick<Emitter<RoomNews>, 'emit'>;
};

/** Follows the server's events, over all sockets of a client: each is told once and in order. */
export class News {
  readonly #options: NewsOptions;
  readonly #roster: Roster;
  readonly #notes: Notes;
  #positions: Positions | undefined;

  constructor(options: NewsOptions) {
    this.#options = options;
    this.#roster = new Roster(options.userID);
    this.#notes = new Notes(options.userID);
  }

  /** How far this client has come; nothing before its first login. */
  get positions(): Positions | undefined {
    return this.#positions;
  }

  /** Every stream of others in the room. */
  get streams(): readonly StreamInfo[] {
    return this.#roster.knownStreams;
  }

  /** Goes on with what comes after `positions` on `socket`. */
  follow(socket: SignallingSocket, positions: Positions, kicked: (kick: Kick) => void): void {
    this.#positions = positions;
    const { events, tell, roomID } = this.#options;
    const { events: server } = socket;
    server.on('streams', (arrival) => this.#once(arrival, (data) => this.#tell(this.#roster.streams(data))));
    server.on('users', (arrival) => this.#once(arrival, (data) => this.#tell(this.#roster.users(data))));
    server.on('count', (arrival) => this.#once(arrival, ({ userCount }) => this.#tellCount(userCount)));
    server.on('roomExtraInfo', (arrival) =>
      this.#once(arrival, ({ items }) => this.#tellNotes(this.#notes.take(items))),
    );
    server.on('streamExtraInfo', (arrival) => this.#once(arrival, (data) => this.#tell(this.#roster.describe(data))));
    server.on('tokenWillExpire', (arrival) =>
      this.#once(arrival, ({ remainSeconds }) => tell('onRoomTokenWillExpire', roomID, remainSeconds)),
    );
    this.#followMessages(server);
    server.on('mediaLost', (arrival) =>
      this.#once(arrival, ({ target }) => {
        if (target.kind === 'viewer') events.emit('viewerLost', {});
        else events.emit('publishInterrupted', { streamID: target.streamID });
      }),
    );
    server.on('publishLost', (arrival) =>
      this.#once(arrival, ({ streamID, code }) => events.emit('publishLost', { streamID, code: known(code, 1003099) })),
    );
    server.on('playLost', (arrival) =>
      this.#once(arrival, ({ streamID, code }) => events.emit('playLost', { streamID, code: known(code, 1004099) })),
    );
    server.on('kicked', ({ data: { code, reason } }) => kicked({ code: known(code, 1002057), reason }));
    socket.releaseEvents();
  }

  #followMessages(server: SignallingSocket['events']): void {
    const { tell, roomID, userID } = this.#options;
    const isOwn = ({ fromUser }: { readonly fromUser: User }): boolean => fromUser.userID === userID;
    const command = (data: EventData<'customCommand'>): void => {
      if (!isOwn(data)) tell('onIMRecvCustomCommand', roomID, data.fromUser, data.command);
    };
    server.on('broadcastMessage', (arrival) =>
      this.#once(arrival, (data) => {
        if (isOwn(data)) return;
        tell('onIMRecvBroadcastMessage', roomID, [{ ...data, messageID: Number(data.messageID) }]);
      }),
    );
    // It has no place of its own in the log: it is told by this socket or not at all.
    server.on('barrageMessage', ({ topic, at, data }) => {
      this.#advance(topic, at);
      if (!isOwn(data)) tell('onIMRecvBarrageMessage', roomID, [{ ...data, messageID: String(data.messageID) }]);
    });
    server.on('customCommand', (arrival) => this.#once(arrival, command));
    server.on('personalCommand', (arrival) => this.#once(arrival, command));
  }

  /** Tells how a whole room differs from what is known of it. */
  readSnapshot(room: RoomSnapshot): void {
    this.#tell(this.#roster.replace(room));
    this.#tellNotes(this.#notes.replace(room.extraInfo));
    this.#tellCount(room.userCount);
  }

  #once<Data>({ topic, at, data }: Pick<Arrival, 'topic' | 'at'> & { data: Data }, take: (data: Data) => void): void {
    if (this.#advance(topic, at)) take(data);
  }

  #advance(topic: Arrival['topic'], at: Arrival['at']): boolean {
    const positions = this.#positions;
    if (!positions || !isAfter(at, positions[topic])) return false;
    this.#positions = { ...positions, [topic]: at };
    return true;
  }

  #tell(change: Partial<RosterChange>): void {
    const { roomID, tell, events } = this.#options;
    const {
      usersAdded = [],
      usersRemoved = [],
      streamsAdded = [],
      streamsRemoved = [],
      streamsDescribed = [],
    } = change;
    if (usersRemoved.length > 0) tell('onRoomUserUpdate', roomID, UpdateType.Delete, usersRemoved);
    if (usersAdded.length > 0) tell('onRoomUserUpdate', roomID, UpdateType.Add, usersAdded);
    if (streamsRemoved.length > 0) {
      const reasons = streamsRemoved.map(({ stream, reason }) => ({ streamID: stream.streamID, code: reason }));
      const streams = streamsRemoved.map(({ stream }) => stream);
      const extendedData = JSON.stringify({ stream_delete_reason: reasons });
      tell('onRoomStreamUpdate', roomID, UpdateType.Delete, streams, extendedData);
    }
    if (streamsAdded.length > 0) {
      tell('onRoomStreamUpdate', roomID, UpdateType.Add, streamsAdded, '{}');
      events.emit('streamsAdded', { streamIDs: streamsAdded.map(({ streamID }) => streamID) });
    }
    if (streamsDescribed.length > 0) tell('onRoomStreamExtraInfoUpdate', roomID, streamsDescribed);
  }

  #tellNotes(items: readonly RoomExtraInfo[]): void {
    const { roomID, tell } = this.#options;
    if (items.length > 0) tell('onRoomExtraInfoUpdate', roomID, items);
  }

  #tellCount(userCount: number): void {
    this.#options.tell('onRoomOnlineUserCountUpdate', this.#options.roomID, userCount);
  }
}

const known = (code: number, otherwise: ErrorCode): ErrorCode => (isErrorCode(code) ? code : otherwise);
