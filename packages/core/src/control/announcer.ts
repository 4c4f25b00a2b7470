import { KeyedQueue } from '@freshet/kit';
import {
  type AppID,
  type RoomID,
  StreamDeleteReason,
  type StreamID,
  type StreamInfo,
  type User,
  type UserID,
} from '@freshet/protocol';
import type { Homes } from '../rooms/homes.ts';
import type { Room } from '../rooms/room.ts';
import { type RoomKey, roomKey, type StreamKey, streamKey } from '../rooms/room-key.ts';
import type { StreamDirectory } from '../streams/directory.ts';

/** A stream whose media is not ours, until its user publishes it here. */
export type AnnouncedStream = {
  readonly streamID: StreamID;
  readonly user: User;
  readonly extraInfo: string;
  /** For the callback `stream_create` alone. */
  readonly title?: string;
};

/** Streams announced in one room: everyone who comes in is told of each. */
const MOST_ANNOUNCED = 500;

/**
 * What came of an announcement: `clash` where the stream is another user's, or of another room, `tooMany` where the room
 * is full.
 */
export type Announcement = 'added' | 'noRoom' | 'clash' | 'tooMany';

/** The stream that a backend withdraws. */
export type WithdrawnStream = { readonly streamID: StreamID; readonly userID: UserID };

/** What came of a withdrawal. */
export type Withdrawal = 'deleted' | 'noRoom' | 'noStream';

/** Tells rooms of streams in the name of a backend. */
export class Announcer {
  readonly #homes: Homes;
  readonly #directory: StreamDirectory;
  readonly #queue = new KeyedQueue<StreamKey>();
  /** How many are announced in a room, or about to be. */
  readonly #counts = new WeakMap<Room, number>();

  constructor(homes: Homes, directory: StreamDirectory) {
    this.#homes = homes;
    this.#directory = directory;
  }

  /**
   * Announces a stream; one that its user has in the room already is there, and its extra info is brought up to date. One
   * that its user publishes in the room is told as its publisher describes it, once its media flows.
   */
  add(appID: AppID, roomID: RoomID, stream: AnnouncedStream): Promise<Announcement> {
    const key = streamKey(appID, stream.streamID);
    // A call that is repeated before it is answered finds the stream that it has added.
    return this.#queue.run(key, () => this.#add(roomKey(appID, roomID), key, stream));
  }

  /** Withdraws a stream of this user; one of another user is none. */
  delete(appID: AppID, roomID: RoomID, stream: WithdrawnStream): Promise<Withdrawal> {
    // What is announced at the moment is there to be withdrawn.
    return this.#queue.run(streamKey(appID, stream.streamID), () => this.#delete(roomKey(appID, roomID), stream));
  }

  async #add(inRoom: RoomKey, key: StreamKey, { title = '', ...info }: AnnouncedStream): Promise<Announcement> {
    const room = this.#homes.room(inRoom);
    if (!room) return 'noRoom';
    const standing = room.stream(info.streamID);
    if (standing) return this.#repeat(room, key, standing.info, info);
    if (this.#leaveToPublisher(inRoom, key, info, title)) return 'added';
    if ((this.#counts.get(room) ?? 0) >= MOST_ANNOUNCED) return 'tooMany';
    this.#count(room, 1);
    const release = await this.#reserve(room, key, info);
    // Its user may have published it meanwhile.
    if (!release) return this.#leaveToPublisher(inRoom, key, info, title) ? 'added' : 'clash';
    if (this.#homes.room(inRoom) === room) {
      room.announce(info, { title, released: release });
      return 'added';
    }
    release();
    return 'noRoom';
  }

  #delete(inRoom: RoomKey, { streamID, userID }: WithdrawnStream): Withdrawal {
    const room = this.#homes.room(inRoom);
    if (!room) return 'noRoom';
    if (room.stream(streamID)?.info.user.userID !== userID) return 'noStream';
    room.withdraw(streamID, StreamDeleteReason.RemovedByServer);
    return 'deleted';
  }

  /** Leaves a stream that its user publishes in the room to him, from its first media to its end; answers whether he does. */
  #leaveToPublisher(inRoom: RoomKey, key: StreamKey, { user }: StreamInfo, title: string): boolean {
    const publication = this.#directory.find(key);
    if (publication?.room !== inRoom || publication.stream.user.userID !== user.userID) return false;
    // One that a backend withdrew is told again.
    if (publication.hasBegun) {
      const { stream, videoCodec } = publication;
      this.#homes.room(inRoom)?.announce(stream, { title, videoCodec });
    }
    return true;
  }

  #repeat(room: Room, key: StreamKey, standing: StreamInfo, { user, extraInfo }: StreamInfo): Announcement {
    if (standing.user.userID !== user.userID) return 'clash';
    // What is said of a stream whose media is ours is its publisher's to say.
    if (!this.#directory.find(key)?.hasBegun) room.describe({ ...standing, extraInfo });
    return 'added';
  }

  async #reserve(room: Room, key: StreamKey, { streamID, user }: StreamInfo): Promise<(() => void) | undefined> {
    const lost = (): void => room.withdraw(streamID, StreamDeleteReason.RemovedByServer);
    let release: (() => void) | undefined;
    try {
      release = await this.#directory.reserve(key, user, room.key, lost);
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
}
