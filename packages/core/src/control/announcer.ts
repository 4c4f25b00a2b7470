import type { AppID, RoomID, StreamID, User } from '@freshet/protocol';
import { StreamDeleteReason } from '@freshet/protocol';
import type { Homes } from '../rooms/homes.ts';
import { roomKey, streamKey } from '../rooms/room-key.ts';
import type { StreamDirectory } from '../streams/directory.ts';

/** A stream whose media is not ours. */
export type AnnouncedStream = { readonly streamID: StreamID; readonly user: User; readonly extraInfo: string };

/** Tells rooms of streams in the name of a backend. */
export class Announcer {
  readonly #homes: Homes;
  readonly #directory: StreamDirectory;

  constructor(homes: Homes, directory: StreamDirectory) {
    this.#homes = homes;
    this.#directory = directory;
  }

  async add(appID: AppID, roomID: RoomID, stream: AnnouncedStream): Promise<'added' | 'noRoom' | 'clash'> {
    const room = this.#homes.room(roomKey(appID, roomID));
    if (!room) return 'noRoom';
    const lost = (): void => room.withdraw(stream.streamID, StreamDeleteReason.RemovedByServer);
    const release = await this.#directory.reserve(streamKey(appID, stream.streamID), room.key, lost);
    if (!release) return 'clash';
    if (this.#homes.room(room.key) === room) {
      room.announce(stream, release);
      return 'added';
    }
    release();
    return 'noRoom';
  }

  delete(appID: AppID, roomID: RoomID, streamID: StreamID): 'deleted' | 'noRoom' | 'noStream' {
    const room = this.#homes.room(roomKey(appID, roomID));
    if (!room) return 'noRoom';
    if (!room.stream(streamID)) return 'noStream';
    room.withdraw(streamID, StreamDeleteReason.RemovedByServer);
    return 'deleted';
  }
}
