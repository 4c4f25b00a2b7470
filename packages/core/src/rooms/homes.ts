import { type Clock, KeyedQueue } from '@freshet/kit';
import { type AppID, FreshetError } from '@freshet/protocol';
import { ignoreWhenClosed } from '../closed-queue.ts';
import type { Log } from '../ports/log.ts';
import type { Notices } from '../ports/notices.ts';
import type { ProjectLimits } from '../ports/project-store.ts';
import type { Registry } from '../ports/registry.ts';
import { type Claim, Claims } from '../registry/claims.ts';
import type { Epochs } from '../registry/epochs.ts';
import type { StreamHistory } from '../streams/stream-history.ts';
import { Tally } from '../tally.ts';
import { Chronicle, type RoomPlace } from './chronicle.ts';
import type { Departure } from './departure.ts';
import { Room, type RoomSettings } from './room.ts';
import { type RoomKey, roomKey } from './room-key.ts';
import type { Seat } from './seat.ts';

type HomeRecord = { readonly epoch: number };
type Home = { readonly room: Room; readonly claim: Claim<HomeRecord> };

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
  readonly #ofProject = new Tally<AppID>();
  readonly #queue = new KeyedQueue<RoomKey>();
  #version = 0;

  static async open(options: HomesOptions): Promise<Homes> {
    const claims = await Claims.open<HomeRecord>({
      registry: options.registry,
      bucket: 'rooms',
      mayReplace: () => false,
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

  /** How many rooms a project has. */
  count(appID: AppID): number {
    return this.#ofProject.get(appID);
  }

  /**
   * Refuses a user for whom a room has no seat now, before anything is given up for it.
   *
   * @throws FreshetError 1002034
   */
  checkSeat(key: RoomKey, userID: string, caps: Caps): void {
    const room = this.room(key);
    if (room && isFull(room, userID, caps)) throw new FreshetError(1002034);
  }

  /**
   * Takes a seat in a room, which is made if there is none.
   *
   * @throws FreshetError 1002034 where the room is full, 1002035 where the project has its fill of rooms; QueueClosed
   * after the homes are closed
   */
  enter(place: RoomPlace, seat: Seat, caps: Caps): Promise<Room> {
    const key = roomKey(place.appID, place.roomID);
    return this.#queue.run(key, async () => {
      const { room } = this.#homes.get(key) ?? (await this.#open(place, seat.user.userID, caps.limits.rooms));
      if (isFull(room, seat.user.userID, caps)) throw new FreshetError(1002034);
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

  async #open(place: RoomPlace, creator: string, most: number): Promise<Home> {
    if (most > 0 && this.count(place.appID) >= most) throw new FreshetError(1002035);
    this.#ofProject.add(place.appID, 1);
    try {
      const home = await this.#claim(place);
      this.#homes.set(home.room.key, home);
      this.#version += 1;
      home.chronicle.began(creator);
      this.#options.log.info({ room: home.room.key, roomSessionID: home.room.sessionID }, 'room created');
      return home;
    } catch (error) {
      this.#ofProject.add(place.appID, -1);
      throw error;
    }
  }

  async #claim(place: RoomPlace): Promise<Home & { readonly chronicle: Chronicle }> {
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
    const room = new Room({ place, epoch, settings, clock, chronicle, changed });
    home = { room, claim: result.claim };
    return { ...home, chronicle };
  }

  #lost(home: Home): void {
    if (this.#homes.get(home.room.key)?.room !== home.room) return;
    home.room.close();
    this.#forget(home);
    this.#options.roomLost(home.room);
  }

  #forget({ room }: Home): void {
    this.#homes.delete(room.key);
    this.#version += 1;
    this.#ofProject.add(room.place.appID, -1);
    this.#options.log.info({ room: room.key, roomSessionID: room.sessionID }, 'room destroyed');
    this.#options.roomChanged(room.place);
  }
}

// The one who returns as the same user takes no second place.
function isFull(room: Room, userID: string, { maxMemberCount, limits }: Caps): boolean {
  const isBeyond = (most: number): boolean => most > 0 && room.userCount >= most;
  return room.member(userID) === undefined && (isBeyond(maxMemberCount) || isBeyond(limits.roomUsers));
}
