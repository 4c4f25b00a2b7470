import type { Clock, Emitter, Millis } from '@freshet/kit';
import type { AppID, RoomID, StreamID, User, UserID } from '@freshet/protocol';
import type { QualityBook } from '../quality/quality-book.ts';
import type { Traffic } from '../quality/traffic.ts';
import type { Room } from '../rooms/room.ts';
import { roomKey } from '../rooms/room-key.ts';
import type { SessionEnd } from '../sessions/session-end.ts';
import {
  type AnnouncedStream,
  type Announcement,
  Announcer,
  type Withdrawal,
  type WithdrawnStream,
} from './announcer.ts';
import type {
  Page,
  RoomFacts,
  RuleSubject,
  StreamFacts,
  StreamRule,
  StreamState,
  UserFacts,
  UserRule,
} from './facts.ts';
import type { PageWish } from './paging.ts';
import type { RoomsWish } from './room-list.ts';
import { type LookParts, RoomLooks } from './room-looks.ts';
import type { RuleBook } from './rule-book.ts';

export type ControlEvents = { changed: { readonly appID: AppID; readonly roomID: RoomID } };

/** What control is over. */
export type ControlParts = LookParts & {
  readonly events: Emitter<ControlEvents>;
  readonly rules: RuleBook;
  readonly quality: QualityBook;
  readonly traffic: Traffic;
  readonly clock: Clock;
};

/** What those who run rooms can see and do: behind the server API, the console and the command. */
export class Control {
  /** Something in a room changed; at most once a tick for each room. For live views. */
  readonly events: Emitter<ControlEvents>;
  readonly quality: QualityBook;
  readonly #parts: ControlParts;
  readonly #looks: RoomLooks;
  readonly #announcer: Announcer;
  readonly #startedAt: Millis;

  constructor(parts: ControlParts) {
    this.events = parts.events;
    this.quality = parts.quality;
    this.#parts = parts;
    this.#looks = new RoomLooks(parts);
    this.#announcer = new Announcer(parts.homes, parts.directory);
    this.#startedAt = parts.clock.now();
  }

  /** Rooms by name, of one project or of all; or those with most users first. */
  rooms(wish: RoomsWish): Page<RoomFacts> {
    return this.#looks.rooms(wish);
  }

  room(appID: AppID, roomID: RoomID): RoomFacts | undefined {
    return this.#looks.room(appID, roomID);
  }

  /** Users of a room by the time of their login; none where there is no such room. */
  users(appID: AppID, roomID: RoomID, wish: PageWish & { readonly order: 'oldest' | 'newest' }): Page<UserFacts> {
    return this.#looks.users(appID, roomID, wish);
  }

  user(appID: AppID, roomID: RoomID, userID: UserID): UserFacts | undefined {
    return this.#looks.user(appID, roomID, userID);
  }

  streams(appID: AppID, roomID: RoomID): readonly StreamFacts[] {
    return this.#looks.streams(appID, roomID);
  }

  /** The stream and its room, while it is there. */
  stream(appID: AppID, streamID: StreamID): (StreamFacts & { readonly roomID: RoomID }) | undefined {
    return this.#looks.stream(appID, streamID);
  }

  /** What became of a stream, for some hours after its end. */
  streamState(appID: AppID, streamID: StreamID): StreamState | undefined {
    return this.#looks.streamState(appID, streamID);
  }

  /** Who plays a stream, in the order they began. */
  viewers(appID: AppID, streamID: StreamID, wish: PageWish): Page<UserFacts> {
    return this.#looks.viewers(appID, streamID, wish);
  }

  /** What is going on in one project. */
  usage(appID: AppID): { readonly rooms: number; readonly users: number } {
    return { rooms: this.#parts.homes.count(appID), users: this.#parts.roll.count(appID) };
  }

  /** What is going on, for an overview. */
  get totals(): {
    readonly rooms: number;
    readonly users: number;
    readonly attached: number;
    readonly streams: number;
    readonly plays: number;
    /** What publishers send and viewers receive now, as they report it. kbps. */
    readonly kbpsIn: number;
    readonly kbpsOut: number;
    readonly startedAt: Millis;
  } {
    const { homes, roll, directory, viewers, traffic } = this.#parts;
    return {
      rooms: homes.size,
      users: roll.size,
      attached: roll.attached,
      streams: directory.size,
      plays: viewers.plays,
      ...traffic.total,
      startedAt: this.#startedAt,
    };
  }

  /** Sends users away with 1002055 and `reason`; those who are not there count as sent away. */
  async kick(appID: AppID, roomID: RoomID, userIDs: readonly UserID[], reason: string): Promise<void> {
    const room = this.#room(appID, roomID);
    if (room) await Promise.all(userIDs.map((userID) => this.#expel(room, userID, 'kicked', reason)));
  }

  /** Sends everyone away and ends the room; answers whether there was one. */
  async closeRoom(
    appID: AppID,
    roomID: RoomID,
    { reason, tellsClose }: { readonly reason: string; readonly tellsClose: boolean },
  ): Promise<boolean> {
    const room = this.#room(appID, roomID);
    if (!room) return false;
    room.beginClearing(tellsClose);
    const userIDs = [...room.members].map(({ seat }) => seat.user.userID);
    await Promise.all(userIDs.map((userID) => this.#expel(room, userID, 'cleared', reason)));
    // Someone whose login was under way may have stayed, and the room with him.
    room.endClearing();
    return true;
  }

  /** Answers the message's number, or nothing where there is no such room. */
  broadcast(appID: AppID, roomID: RoomID, from: User, message: string): number | undefined {
    return this.#room(appID, roomID)?.broadcast(from, message);
  }

  /** Answers the message's ID, or nothing where there is no such room. */
  barrage(appID: AppID, roomID: RoomID, from: User, message: string): string | undefined {
    const room = this.#room(appID, roomID);
    if (!room) return undefined;
    const messageID = crypto.randomUUID();
    room.barrage(from, message, messageID);
    return messageID;
  }

  /** Answers which users it could not be sent to, or nothing where there is no such room. To everyone without `to`. */
  command(
    appID: AppID,
    roomID: RoomID,
    fromUserID: UserID,
    to: readonly UserID[] | undefined,
    command: string,
  ): readonly UserID[] | undefined {
    const room = this.#room(appID, roomID);
    if (!room) return undefined;
    const from = room.member(fromUserID)?.seat.user ?? { userID: fromUserID, userName: fromUserID };
    if (!to) {
      room.command(from, command);
      return [];
    }
    return to.filter((userID) => {
      const session = this.#session(room, userID);
      session?.command(from, command);
      return !session;
    });
  }

  /** Announces a stream without media of ours; when its user publishes it in this room, it is as any other. */
  addStream(appID: AppID, roomID: RoomID, stream: AnnouncedStream): Promise<Announcement> {
    return this.#announcer.add(appID, roomID, stream);
  }

  /** Tells the room that a stream of this user is gone; its publisher is not told. */
  deleteStream(appID: AppID, roomID: RoomID, stream: WithdrawnStream): Promise<Withdrawal> {
    return this.#announcer.delete(appID, roomID, stream);
  }

  /**
   * Ends streams with 1003025 for their publishers and 1004025 for their players, and keeps them ended; `tooMany`, and
   * nothing done, where the project forbids its fill of streams.
   */
  forbidStreams(appID: AppID, streamIDs: readonly StreamID[]): 'forbidden' | 'tooMany' {
    const outcome = this.#parts.rules.forbid(appID, streamIDs);
    for (const streamID of streamIDs) this.#stir(appID, streamID);
    return outcome;
  }

  /** Lets a forbidden stream be published again; answers whether it was forbidden. */
  resumeStream(appID: AppID, streamID: StreamID): boolean {
    const wasForbidden = this.#parts.rules.resume(appID, streamID);
    this.#stir(appID, streamID);
    return wasForbidden;
  }

  isForbidden(appID: AppID, streamID: StreamID): boolean {
    return this.#parts.rules.isForbidden(appID, streamID);
  }

  forbiddenStreams(appID: AppID): readonly StreamID[] {
    return this.#parts.rules.forbidden(appID);
  }

  /** Takes effect at once, on those who are there too; `tooMany` where the project has its fill of such rules. */
  setUserRule(appID: AppID, rule: UserRule): 'set' | 'tooMany' {
    return this.#parts.rules.setUserRule(appID, rule);
  }

  userRules(appID: AppID): readonly UserRule[] {
    return this.#parts.rules.userRules(appID);
  }

  /** Answers whether there was such a rule. */
  deleteUserRule(appID: AppID, subject: RuleSubject): boolean {
    return this.#parts.rules.deleteUserRule(appID, subject);
  }

  /** Takes effect at once; `tooMany` where the project has its fill of such rules. */
  setStreamRule(appID: AppID, rule: StreamRule): 'set' | 'tooMany' {
    return this.#parts.rules.setStreamRule(appID, rule);
  }

  /** Those of one room, or of every room of the project. */
  streamRules(appID: AppID, roomID?: RoomID): readonly StreamRule[] {
    return this.#parts.rules.streamRules(appID, roomID);
  }

  /** Answers whether there was such a rule. */
  deleteStreamRule(appID: AppID, roomID: RoomID, streamID: StreamID): boolean {
    return this.#parts.rules.deleteStreamRule(appID, roomID, streamID);
  }

  // An announced stream has no publisher whose end would be seen: live views are told that it looks different now.
  #stir(appID: AppID, streamID: StreamID): void {
    const stream = this.stream(appID, streamID);
    if (stream) this.#room(appID, stream.roomID)?.stir();
  }

  #room(appID: AppID, roomID: RoomID): Room | undefined {
    return this.#parts.homes.room(roomKey(appID, roomID));
  }

  #session(room: Room, userID: string) {
    const seat = room.member(userID)?.seat;
    return seat && this.#parts.roll.get(seat.sessionID);
  }

  async #expel(room: Room, userID: string, end: SessionEnd, reason: string): Promise<void> {
    const session = this.#session(room, userID);
    if (session) await this.#parts.roll.end(session.id, end, { code: 1002055, reason });
  }
}
