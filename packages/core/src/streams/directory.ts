import { asFreshetError, FreshetError, type StreamInfo } from '@freshet/protocol';
import type { Registry } from '../ports/registry.ts';
import { Claims } from '../registry/claims.ts';
import type { RoomKey, StreamKey } from '../rooms/room-key.ts';
import { Publication } from './publication.ts';

type StreamRecord = { readonly sessionID: string; readonly room: RoomKey };

/**
 * The streams of all projects that are published on this node. A streamID is claimed for its whole project before
 * anything of it exists, so that of two publishers the later one fails.
 */
export class StreamDirectory {
  readonly #claims: Claims<StreamRecord>;
  readonly #publications = new Map<StreamKey, Publication>();

  static async open(registry: Registry): Promise<StreamDirectory> {
    return new StreamDirectory(
      await Claims.open<StreamRecord>({ registry, bucket: 'streams', mayReplace: () => false }),
    );
  }

  private constructor(claims: Claims<StreamRecord>) {
    this.#claims = claims;
  }

  get size(): number {
    return this.#publications.size;
  }

  find(key: StreamKey): Publication | undefined {
    return this.#publications.get(key);
  }

  /**
   * Opens a stream. It is in the directory until the publication closes.
   *
   * @throws FreshetError 1003028 where the project has a stream of that name, 1003099 where the store is away
   */
  async publish(key: StreamKey, stream: StreamInfo, sessionID: string, room: RoomKey): Promise<Publication> {
    const publication = new Publication(stream, room);
    const claiming = this.#claims.claim(key, { sessionID, room }, () => publication.close());
    const result = await claiming.catch((error: unknown) => {
      throw asFreshetError(error, 1003099);
    });
    // Won, and taken over before this node heard of it, is lost as well.
    if (!result.won || publication.state === 'closed') throw new FreshetError(1003028);
    this.#publications.set(key, publication);
    publication.events.on('closed', () => {
      this.#publications.delete(key);
      void result.claim.release();
    });
    return publication;
  }

  close(): void {
    for (const publication of [...this.#publications.values()]) publication.close();
    this.#claims.close();
  }
}
