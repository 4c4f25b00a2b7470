import type { AppID, RoomID, StreamID, User } from '@freshet/protocol';
import { StreamDeleteReason } from '@freshet/protocol';
import type { Homes } from '../rooms/homes.ts';
import type { Room } from '../rooms/room.ts';
import { roomKey, type StreamKey, streamKey } from '../rooms/room-key.ts';
import type { StreamDirectory } from '../streams/directory.ts';

/** A stream whose media is not ours. */
export type AnnouncedStream = { readonly streamID: StreamID; readonly user: User; readonly extraInfo: string };

/** Streams announced in one room: everyone who comes in is told of each. */
const MOST_ANNOUNCED = 500;

/** What came of an announcement: `clash` where the project has a stream of that name, `tooMany` where the room is full. */
export type Announcement = 'added' | 'noRoom' | 'clash' | 'tooMany';

/** Tells rooms of streams in the name of a backend. */
export class Announcer {
  readonly #homes: Homes;
  readonly #directory: StreamDirectory;
  /** How many are announced in a room, or about to be. */
  readonly #counts = new WeakMap<Room, number>();

  constructor(homes: Homes, directory: StreamDirectory) {
    this.#homes = homes;
    this.#directory = directory;
  }

  async add(appID: AppID, roomID: RoomID, stream: AnnouncedStream): Promise<Announcement> {
    const room = this.#homes.room(roomKey(appID, roomID));
    if (!room) return 'noRoom';
    if ((this.#counts.get(room) ?? 0) >= MOST_ANNOUNCED) return 'tooMany';
    this.#count(room, 1);
    const release = await this.#reserve(room, streamKey(appID, stream.streamID), stream.streamID);
    if (!release) return 'clash';
    if (this.#homes.room(room.key) === room) {
      room.announce(stream, release);
      return 'added';
    }
    release();
    return 'noRoom';
  }

  async #reserve(room: Room, key: StreamKey, streamID: StreamID): Promise<(() => void) | undefined> {
    const lost = (): void => room.withdraw(streamID, StreamDeleteReason.RemovedByServer);
    let release: (() => void) | undefined;
    try {
      release = await this.#directory.reserve(key, room.key, lost);
    } finally {
      if (!release) this.#count(room, -1);
    }
    return (
      release &&
      (() => {
        this.#count(room, -1);
        release();
      })
    );
  }

  #count(room: Room, change: 1 | -1): void {
    this.#counts.set(room, (this.#counts.get(room) ?? 0) + change);
  }

  delete(appID: AppID, roomID: RoomID, streamID: StreamID): 'deleted' | 'noRoom' | 'noStream' {
    const room = this.#homes.room(roomKey(appID, roomID));
    if (!room) return 'noRoom';
    if (!room.stream(streamID)) return 'noStream';
    room.withdraw(streamID, StreamDeleteReason.RemovedByServer);
    return 'deleted';
  }
}
