import { type Clock, type Millis, Scope } from '@freshet/kit';
import {
  type EngineBlob,
  type ErrorCode,
  FreshetError,
  limits,
  refuseStreamExtraInfo,
  refuseStreamID,
  type SessionID,
  StreamDeleteReason,
  type StreamID,
} from '@freshet/protocol';
import type { MediaPlane, Muting } from '../ports/media-plane.ts';
import { Rate } from '../rate.ts';
import type { Room } from '../rooms/room.ts';
import { type StreamKey, streamKey } from '../rooms/room-key.ts';
import type { StreamDirectory } from '../streams/directory.ts';
import type { Publication } from '../streams/publication.ts';
import type { Entrant } from './entrant.ts';
import { sessionEnded } from './turns.ts';

/** What a session's publishing side needs. */
export type PublishingOptions = {
  readonly entrant: Entrant;
  readonly sessionID: SessionID;
  readonly room: Room;
  readonly media: MediaPlane;
  readonly directory: StreamDirectory;
  readonly clock: Clock;
  /** What is kept from those who play the stream. */
  readonly muting: (streamID: StreamID) => Muting;
  /** How long a stream without media waits for its publisher to come back. Milliseconds. */
  readonly patience: Millis;
  /** The publisher is asked to open `streamID` again. */
  readonly interrupted: (streamID: string) => void;
  /** `streamID` has ended by no wish of its publisher. */
  readonly lost: (streamID: string, code: ErrorCode) => void;
};

/** The streams that one session publishes. */
export class Publishing {
  readonly #options: PublishingOptions;
  readonly #publications = new Map<string, Publication>();
  /** Streams on their way: they count as published, so that many at once are not too many. */
  #claiming = 0;
  #closed = false;
  readonly #descriptions: Rate;

  constructor(options: PublishingOptions) {
    this.#options = options;
    this.#descriptions = new Rate(options.clock, limits.publishes * limits.streamExtraInfoPerSecond);
  }

  get streamIDs(): string[] {
    return [...this.#publications.keys()];
  }

  has(streamID: string): boolean {
    return this.#publications.has(streamID);
  }

  /**
   * Opens the way in for a stream of this session: a new one, or one that lost its way in.
   *
   * @throws FreshetError 1003072, 1002078, 1003025, 1003028, 1003023 for the documented refusals
   */
  async publish(streamID: string, extraInfo: string): Promise<EngineBlob> {
    const refused = refuseStreamID(streamID) ?? refuseStreamExtraInfo(extraInfo);
    if (refused) throw new FreshetError(refused);
    const standing = this.#publications.get(streamID);
    const publication = standing ?? (await this.#claim(streamID as StreamID, extraInfo));
    try {
      return await this.#openIngest(publication);
    } catch (error) {
      if (!standing) this.unpublish(streamID, StreamDeleteReason.Disconnected);
      throw error;
    }
  }

  negotiate(streamID: string, offer: EngineBlob): Promise<EngineBlob> {
    const publication = this.#publications.get(streamID);
    if (!publication) throw new FreshetError(1003020, `${streamID} is not being published`);
    return publication.negotiate(offer);
  }

  /**
   * Changes what the room is told of a stream of this session.
   *
   * @throws FreshetError 1003051, 1003020 where there is no such stream, 1002071 for too many: everyone is told of each
   */
  describe(streamID: string, extraInfo: string): void {
    const refused = refuseStreamExtraInfo(extraInfo);
    if (refused) throw new FreshetError(refused);
    const publication = this.#publications.get(streamID);
    if (!publication) throw new FreshetError(1003020, `${streamID} is not being published`);
    if (!this.#descriptions.take()) throw new FreshetError(1002071);
    publication.describe(extraInfo);
    this.#options.room.describe(publication.stream);
  }

  /** Ends the streams that the user's token no longer allows. */
  checkAgain(): void {
    for (const streamID of this.streamIDs) {
      try {
        this.#options.entrant.checkPublish(streamID as StreamID);
      } catch {
        this.#end(streamID, 1002082);
      }
    }
  }

  /** Ends a stream by no wish of its publisher, who is told `code`. */
  lose(streamID: string, code: ErrorCode): void {
    if (this.#publications.has(streamID)) this.#end(streamID, code);
  }

  /** Ends a stream; one that is not published is ended already. */
  unpublish(streamID: string, reason: StreamDeleteReason): void {
    const publication = this.#publications.get(streamID);
    if (!publication) return;
    this.#publications.delete(streamID);
    publication.close();
    // One on which nothing flowed was not told, or is what a backend announced, which goes on.
    if (publication.hasBegun) this.#options.room.withdraw(streamID, reason);
  }

  close(reason: StreamDeleteReason): void {
    this.#closed = true;
    for (const streamID of this.streamIDs) this.unpublish(streamID, reason);
  }

  async #claim(streamID: StreamID, extraInfo: string): Promise<Publication> {
    const { entrant, directory, room, sessionID } = this.#options;
    entrant.checkPublish(streamID);
    if (this.#publications.size + this.#claiming >= limits.publishes) {
      throw new FreshetError(1003023, `a login publishes at most ${limits.publishes} streams`);
    }
    const stream = { streamID, user: entrant.user, extraInfo };
    this.#claiming += 1;
    const publication = await directory.publish(this.#key(streamID), stream, sessionID, room.key).finally(() => {
      this.#claiming -= 1;
    });
    if (publication.state === 'closed') throw new FreshetError(1003028);
    if (this.#closed) {
      publication.close();
      throw sessionEnded();
    }
    // What was forbidden while the claim was on its way found nothing to end.
    this.#recheck(publication);
    this.#publications.set(streamID, publication);
    this.#watch(publication);
    return publication;
  }

  #recheck(publication: Publication): void {
    const streamID = publication.stream.streamID as StreamID;
    try {
      this.#options.entrant.checkPublish(streamID);
    } catch (error) {
      publication.close();
      throw error;
    }
    publication.mute(this.#options.muting(streamID));
  }

  async #openIngest(publication: Publication): Promise<EngineBlob> {
    const { media, room } = this.#options;
    const ingest = await media.ingest(room.key, this.#key(publication.stream.streamID as StreamID));
    publication.use(ingest);
    return ingest.answer;
  }

  #watch(publication: Publication): void {
    const { events } = publication;
    const { streamID } = publication.stream;
    let announced = false;
    // There from an interruption until media flows again.
    let waiting: Scope | undefined;
    const wait = (): void => {
      waiting?.close();
      waiting = new Scope();
      waiting.after(this.#options.patience, () => this.#end(streamID, 1003021, StreamDeleteReason.Disconnected));
    };
    const stopWaiting = (): void => {
      waiting?.close();
      waiting = undefined;
    };
    events.on('flowing', () => {
      stopWaiting();
      if (!announced) this.#options.room.announce(publication.stream, { videoCodec: publication.videoCodec });
      announced = true;
      this.#options.room.stir();
    });
    // A publisher who tries again is there, and how long he tries is his to say.
    events.on('opened', () => {
      if (waiting) wait();
    });
    events.on('interrupted', ({ reason }) => {
      this.#options.room.stir();
      if (reason === 'harmful') return this.#end(streamID, 1003021);
      wait();
      this.#options.interrupted(streamID);
    });
    events.on('closed', () => {
      stopWaiting();
      // Closed by another than this session: its claim was taken over.
      if (this.#publications.get(streamID) === publication) this.#end(streamID, 1003028);
    });
  }

  #end(streamID: string, code: ErrorCode, reason: StreamDeleteReason = StreamDeleteReason.RemovedByServer): void {
    this.unpublish(streamID, reason);
    this.#options.lost(streamID, code);
  }

  #key(streamID: StreamID): StreamKey {
    return streamKey(this.#options.entrant.appID, streamID);
  }
}
