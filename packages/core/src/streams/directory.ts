import { asFreshetError, FreshetError, type SessionID, type StreamInfo, type User } from '@freshet/protocol';
import type { Registry } from '../ports/registry.ts';
import { Claims } from '../registry/claims.ts';
import type { RoomKey, StreamKey } from '../rooms/room-key.ts';
import { Publication } from './publication.ts';
import { Reservation } from './reservation.ts';

/** `sessionID` is missing for a stream that a backend announced. */
type StreamRecord = { readonly sessionID?: SessionID; readonly room: RoomKey };

/**
 * The streams of all projects that are published on this node. A streamID is claimed for its whole project before
 * anything of it exists, so that of two publishers the later one fails.
 */
export class StreamDirectory {
  readonly #claims: Claims<StreamRecord>;
  readonly #publications = new Map<StreamKey, Publication>();
  /** Of streams that a backend announced. */
  readonly #reserved = new Map<StreamKey, Reservation>();

  static async open(registry: Registry): Promise<StreamDirectory> {
    return new StreamDirectory(
      await Claims.open<StreamRecord>({ registry, bucket: 'streams', replace: () => undefined }),
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

  /** The room of a stream, whether its media is ours or not. */
  roomOf(key: StreamKey): RoomKey | undefined {
    return this.#publications.get(key)?.room ?? this.#reserved.get(key)?.room;
  }

  /**
   * Opens a stream: a new one, or one that a backend announced for this user and room. It is in the directory until the
   * publication closes.
   *
   * @throws FreshetError 1003028 where the project has a stream of that name, 1003099 where the store is away
   */
  async publish(key: StreamKey, stream: StreamInfo, sessionID: SessionID, room: RoomKey): Promise<Publication> {
    const publication = new Publication(stream, room, sessionID);
    const release = this.#holdReserved(key, publication) ?? (await this.#claim(key, publication));
    this.#publications.set(key, publication);
    publication.events.on('closed', () => {
      this.#publications.delete(key);
      release();
    });
    return publication;
  }

  /**
   * Keeps a streamID for a stream that is published elsewhere, or will be here by its user.
   *
   * @returns what gives it back, or nothing where the project has a stream of that name
   * @throws RegistryUnavailable
   */
  async reserve(key: StreamKey, user: User, room: RoomKey, lost: () => void): Promise<(() => void) | undefined> {
    let isLost = false;
    const result = await this.#claims.claim(key, { room }, () => {
      isLost = true;
      lost();
      this.#publications.get(key)?.close();
    });
    if (!result.won || isLost) return undefined;
    const ended = (): void => {
      this.#reserved.delete(key);
      void result.claim.release();
    };
    const reservation = new Reservation({ room, user, ended });
    this.#reserved.set(key, reservation);
    return reservation.hold();
  }

  close(): void {
    for (const publication of [...this.#publications.values()]) publication.close();
    this.#claims.close();
  }
  #holdReserved(key: StreamKey, { stream, room }: Publication): (() => void) | undefined {
    const reservation = this.#reserved.get(key);
    return reservation?.isFor(stream.user, room) && !this.#publications.has(key) ? reservation.hold() : undefined;
  }

  async #claim(key: StreamKey, publication: Publication): Promise<() => void> {
    const { sessionID, room } = publication;
    const claiming = this.#claims.claim(key, { sessionID, room }, () => publication.close());
    const result = await claiming.catch((error: unknown) => {
      throw asFreshetError(error, 1003099);
    });
    // Won, and taken over before this node heard of it, is lost as well.
    if (!result.won || publication.state === 'closed') throw new FreshetError(1003028);
    return () => void result.claim.release();
  }
}
