import { type Clock, KeyedQueue } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import { ignoreWhenClosed } from '../closed-queue.ts';
import type { Log } from '../ports/log.ts';
import type { Registry } from '../ports/registry.ts';
import { type Claim, Claims } from '../registry/claims.ts';
import type { Epochs } from '../registry/epochs.ts';
import { Room, type RoomSettings, type Seat } from './room.ts';
import type { RoomKey } from './room-key.ts';

type HomeRecord = { readonly epoch: number };
type Home = { readonly room: Room; readonly claim: Claim<HomeRecord> };

/** What the homes need. */
export type HomesOptions = {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly epochs: Epochs;
  readonly settings: RoomSettings;
  readonly log: Log;
  /** Called for a room that another node has taken over: those in it must log in again. */
  readonly roomLost: (room: Room) => void;
};

/** The rooms whose home is this node. A room is made by its first login and destroyed when its last user leaves. */
export class Homes {
  readonly #options: HomesOptions;
  readonly #claims: Claims<HomeRecord>;
  readonly #homes = new Map<RoomKey, Home>();
  readonly #queue = new KeyedQueue<RoomKey>();

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

  /** The rooms at home here. */
  get rooms(): readonly Room[] {
    return [...this.#homes.values()].map(({ room }) => room);
  }

  /**
   * Takes a seat in a room, which is made if there is none.
   *
   * @param maxMemberCount refuses the seat with 1002034 where the room is that full; 0 for no limit
   * @throws QueueClosed after the homes are closed
   */
  enter(key: RoomKey, seat: Seat, maxMemberCount: number): Promise<Room> {
    return this.#queue.run(key, async () => {
      const { room } = this.#homes.get(key) ?? (await this.#open(key));
      if (isFull(room, seat, maxMemberCount)) throw new FreshetError(1002034);
      room.join(seat);
      return room;
    });
  }

  /** Leaves a seat, and with the last seat ends the room. */
  leave(room: Room, seat: Seat): Promise<void> {
    const leaving = this.#queue.run(room.key, async () => {
      room.leave(seat);
      const home = this.#homes.get(room.key);
      if (home?.room !== room || !room.empty) return;
      this.#end(home);
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

  async #open(key: RoomKey): Promise<Home> {
    const { clock, epochs, settings, log } = this.#options;
    const epoch = epochs.next();
    let home: Home | undefined;
    let isLost = false;
    const lost = (): void => {
      isLost = true;
      if (home) this.#lost(home);
    };
    const result = await this.#claims.claim(key, { epoch }, lost);
    // One node serves every room until rooms are forwarded between nodes.
    if (!result.won || isLost) throw new FreshetError(1002099, 'the room is at home on another node');
    home = { room: new Room(key, epoch, settings, clock), claim: result.claim };
    this.#homes.set(key, home);
    log.info({ room: key, roomSessionID: home.room.sessionID }, 'room created');
    return home;
  }

  #lost(home: Home): void {
    if (this.#homes.get(home.room.key) !== home) return;
    this.#end(home);
    this.#options.roomLost(home.room);
  }

  #end({ room }: Home): void {
    this.#homes.delete(room.key);
    room.close();
    this.#options.log.info({ room: room.key, roomSessionID: room.sessionID }, 'room destroyed');
  }
}

// The one who returns as the same user takes no second place.
function isFull(room: Room, seat: Seat, maxMemberCount: number): boolean {
  return maxMemberCount > 0 && !room.has(seat.user.userID) && room.userCount >= maxMemberCount;
}
