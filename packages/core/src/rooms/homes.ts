import { type Clock, KeyedQueue, type Millis } from '@freshet/kit';
import { type AppID, FreshetError } from '@freshet/protocol';
import { ignoreWhenClosed } from '../closed-queue.ts';
import { Holds } from '../holds.ts';
import type { Log } from '../ports/log.ts';
import type { Notices } from '../ports/notices.ts';
import type { ProjectLimits } from '../ports/project-store.ts';
import type { Registry } from '../ports/registry.ts';
import { type Claim, Claims } from '../registry/claims.ts';
import type { Epochs } from '../registry/epochs.ts';
import type { StreamHistory } from '../streams/stream-history.ts';
import { Chronicle, type RoomPlace } from './chronicle.ts';
import type { Departure } from './departure.ts';
import { Room, type RoomSettings } from './room.ts';
import { type RoomKey, roomKey } from './room-key.ts';
import type { Seat } from './seat.ts';

type HomeRecord = { readonly epoch: number };
type Home = { readonly room: Room; readonly claim: Claim<HomeRecord>; readonly leave: () => void };

/** What the homes need. */
export type HomesOptions = {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly epochs: Epochs;
  readonly settings: RoomSettings;
  readonly notices: Notices;
  readonly history: StreamHistory;
  readonly log: Log;
  /** Called for a room that another node has taken over: those in it must log in again. */
  readonly roomLost: (room: Room) => void;
  /** Something in a room changed, or it has come or gone. */
  readonly roomChanged: (place: RoomPlace) => void;
};

/** How full a room, and its project, may become; 0 is no limit. */
export type Caps = { readonly maxMemberCount: number; readonly limits: ProjectLimits };

/** The rooms whose home is this node. A room is made by its first login and destroyed when its last user leaves. */
export class Homes {
  readonly #options: HomesOptions;
  readonly #claims: Claims<HomeRecord>;
  readonly #homes = new Map<RoomKey, Home>();
  /** Rooms that are there, and those that someone is on the way to. */
  readonly #held = new Holds<RoomKey>();
  readonly #coming = new Map<RoomKey, Set<string>>();
  readonly #queue = new KeyedQueue<RoomKey>();
  #version = 0;

  static async open(options: HomesOptions): Promise<Homes> {
    const claims = await Claims.open<HomeRecord>({
      registry: options.registry,
      bucket: 'rooms',
      replace: () => undefined,
    });
    return new Homes(options, claims);
  }

  private constructor(options: HomesOptions, claims: Claims<HomeRecord>) {
    this.#options = options;
    this.#claims = claims;
  }

  /** The node that is their home. */
  get node(): string {
    return this.#options.registry.node;
  }

  get size(): number {
    return this.#homes.size;
  }

  /** Changes whenever a room comes or goes. */
  get version(): number {
    return this.#version;
  }

  /** The rooms at home here, oldest first. */
  *rooms(): Iterable<Room> {
    for (const { room } of this.#homes.values()) yield room;
  }

  room(key: RoomKey): Room | undefined {
    return this.#homes.get(key)?.room;
  }

  /** How many rooms a project has, those that are about to be made among them. */
  count(appID: AppID): number {
    return this.#held.count(appID);
  }

  /**
   * Refuses a user for whom a room has no seat, or its project no room.
   *
   * @param leaves the room that the user is in now; where nobody else is, it makes way for the other
   * @throws FreshetError 1002034 where the room is full, 1002035 where the project has its fill of rooms
   */
  checkPlace({ appID, roomID }: RoomPlace, userID: string, caps: Caps, leaves: Room | undefined): void {
    const key = roomKey(appID, roomID);
    if (this.#isFull(key, userID, caps)) throw new FreshetError(1002034);
    const { rooms: most } = caps.limits;
    if (most === 0 || this.#held.holders(key) > 0) return;
    const makesWay = leaves?.userCount === 1 && this.#held.holders(leaves.key) === 1;
    if (this.count(appID) - (makesWay ? 1 : 0) >= most) throw new FreshetError(1002035);
  }

  /** Keeps a seat for a user on its way; the returned function says that it has taken it, or is not coming. */
  expect({ appID, roomID }: RoomPlace, userID: string): () => void {
    const key = roomKey(appID, roomID);
    const release = this.#held.hold(appID, key);
    const coming = this.#coming.get(key) ?? new Set();
    this.#coming.set(key, coming.add(userID));
    return () => {
      release();
      coming.delete(userID);
      if (coming.size === 0) this.#coming.delete(key);
    };
  }

  /**
   * Takes a seat in a room, which is made if there is none; a place was kept for the user with {@link expect}.
   *
   * @throws FreshetError 1002099 where the room is at home elsewhere; QueueClosed after the homes are closed
   */
  enter(place: RoomPlace, seat: Seat): Promise<Room> {
    const key = roomKey(place.appID, place.roomID);
    return this.#queue.run(key, async () => {
      const { room } = this.#homes.get(key) ?? (await this.#open(place, seat));
      room.join(seat);
      return room;
    });
  }

  /** Leaves a seat, and with the last seat ends the room. */
  leave(room: Room, seat: Seat, departure: Departure): Promise<void> {
    const leaving = this.#queue.run(room.key, async () => {
      room.leave(seat, departure);
      const home = this.#homes.get(room.key);
      if (home?.room !== room || !room.empty) return;
      room.end(departure.roomClose, departure.streams);
      this.#forget(home);
      await home.claim.release();
    });
    return leaving.catch(ignoreWhenClosed);
  }

  close(): void {
    for (const { room } of this.#homes.values()) room.close();
    this.#homes.clear();
    this.#queue.close();
    this.#claims.close();
  }

  async #open(place: RoomPlace, creator: Seat): Promise<Home> {
    const { chronicle, ...home } = await this.#claim(place, creator.loginTime);
    this.#homes.set(home.room.key, home);
    this.#version += 1;
    chronicle.began(creator);
    this.#options.log.info({ room: home.room.key, roomSessionID: home.room.sessionID }, 'room created');
    return home;
  }

  async #claim(place: RoomPlace, created: Millis): Promise<Home & { readonly chronicle: Chronicle }> {
    const { clock, epochs, settings, roomChanged } = this.#options;
    const epoch = epochs.next();
    let home: Home | undefined;
    let isLost = false;
    const lost = (): void => {
      isLost = true;
      if (home) this.#lost(home);
    };
    const result = await this.#claims.claim(roomKey(place.appID, place.roomID), { epoch }, lost);
    // One node serves every room until rooms are forwarded between nodes.
    if (!result.won || isLost) throw new FreshetError(1002099, 'the room is at home on another node');
    const chronicle = new Chronicle(place, String(epoch), this.#options);
    const changed = (): void => roomChanged(place);
    const room = new Room({ place, epoch, created, settings, clock, chronicle, changed });
    home = { room, claim: result.claim, leave: this.#held.hold(place.appID, room.key) };
    return { ...home, chronicle };
  }

  #lost(home: Home): void {
    if (this.#homes.get(home.room.key)?.room !== home.room) return;
    home.room.close();
    this.#forget(home);
    this.#options.roomLost(home.room);
  }

  #forget({ room, leave }: Home): void {
    this.#homes.delete(room.key);
    this.#version += 1;
    leave();
    this.#options.log.info({ room: room.key, roomSessionID: room.sessionID }, 'room destroyed');
    this.#options.roomChanged(room.place);
  }

  // The one who returns as the same user takes no second place.
  #isFull(key: RoomKey, userID: string, { maxMemberCount, limits }: Caps): boolean {
    const room = this.room(key);
    const caps = [maxMemberCount, limits.roomUsers].filter((most) => most > 0);
    if (caps.length === 0 || room?.member(userID)) return false;
    const coming = [...(this.#coming.get(key) ?? [])].filter((other) => !room?.member(other));
    return (room?.userCount ?? 0) + coming.length >= Math.min(...caps);
  }
}
