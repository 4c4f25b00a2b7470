import type { Millis } from '@freshet/kit';
import { type EngineBlob, type ErrorCode, FreshetError, refuseStreamID, type StreamID } from '@freshet/protocol';
import type { MediaCloseReason, MediaPlane, Playback, Viewer } from '../ports/media-plane.ts';
import type { ServiceSwitches } from '../ports/project-store.ts';
import type { Room } from '../rooms/room.ts';
import { streamKey } from '../rooms/room-key.ts';
import type { StreamDirectory } from '../streams/directory.ts';
import type { Publication } from '../streams/publication.ts';
import { chooseRoute, type PlayRoute, routeClosed } from '../streams/resource-policy.ts';
import type { Entrant } from './entrant.ts';
import { sessionEnded } from './turns.ts';

type Play = {
  readonly abort: AbortController;
  playback: Playback | undefined;
  /** Once it is known. */
  way: { readonly route: PlayRoute; readonly isCrossRoom: boolean } | undefined;
};

/** What a session's receiving side needs. */
export type ReceivingOptions = {
  readonly entrant: Entrant;
  readonly room: Room;
  readonly media: MediaPlane;
  readonly directory: StreamDirectory;
  /** Streams that are played at once at most. */
  readonly most: number;
  /** Called as it begins to play a stream, and as it ends. */
  readonly playing: (streamID: StreamID, isPlaying: boolean) => void;
  /** How long a play waits for a stream whose publisher is on its way. Milliseconds. */
  readonly patience: Millis;
  /** The receiving side is gone, and every play with it. */
  readonly viewerLost: () => void;
  /** A play has ended by no wish of the client. */
  readonly playLost: (streamID: string, code: ErrorCode) => void;
};

/** The receiving side of one session: one viewer, and the streams it plays. */
export class Receiving {
  readonly #options: ReceivingOptions;
  readonly #plays = new Map<string, Play>();
  #viewer: Viewer | undefined;
  #closed = false;

  constructor(options: ReceivingOptions) {
    this.#options = options;
  }

  get streamIDs(): string[] {
    return [...this.#plays.keys()];
  }

  /** Opens a fresh receiving side; plays of an earlier one end without a word. */
  async open(): Promise<EngineBlob> {
    const viewer = await this.#options.media.viewer(this.#options.room.key);
    this.#closeViewer();
    if (this.#closed) {
      viewer.close();
      throw sessionEnded();
    }
    this.#viewer = viewer;
    viewer.events.on('closed', () => {
      if (this.#viewer !== viewer) return;
      this.#closeViewer();
      this.#options.viewerLost();
    });
    return viewer.answer;
  }

  negotiate(offer: EngineBlob): Promise<EngineBlob> {
    return this.#needViewer().negotiate(offer);
  }

  /** Whether it gets this stream; one that is asked for may be anything. */
  has(streamID: string): boolean {
    return this.#plays.get(streamID)?.playback !== undefined;
  }

  /**
   * Opens a stream; parked while its publisher is on its way. It has its place before the first wait, so that whatever
   * is asked next finds it: an earlier play of the stream ends, and a {@link stop} ends this one.
   *
   * @throws FreshetError 1004072, 1004025, 1004003, 1004010, 1004002, 1004080 for the documented refusals, 1004011 where it is
   * stopped while it begins
   */
  async play(streamID: string, resourceMode: number): Promise<EngineBlob> {
    const refused = refuseStreamID(streamID);
    if (refused) throw new FreshetError(refused);
    const play = this.#begin(streamID);
    try {
      return await this.#start(streamID as StreamID, resourceMode, play);
    } catch (error) {
      play.abort.signal.throwIfAborted();
      this.#drop(streamID, play);
      throw error;
    }
  }

  /** Begins to send: the client has everything ready. */
  async ready(streamID: string): Promise<void> {
    const playback = this.#plays.get(streamID)?.playback;
    if (!playback) throw new FreshetError(1004011);
    await playback.start();
  }

  /** Ends a play; one that is not there is ended already. */
  stop(streamID: string): void {
    this.#forget(streamID, stopped());
  }

  /** Ends a play by no wish of the client, who is told `code`. */
  lose(streamID: string, code: ErrorCode): void {
    const play = this.#plays.get(streamID);
    this.#forget(streamID, new FreshetError(code));
    // One that was still on its way is refused instead.
    if (play?.playback) this.#options.playLost(streamID, code);
  }

  /** Ends the plays that the project's switches no longer allow. */
  checkAgain(switches: ServiceSwitches): void {
    for (const [streamID, { way }] of [...this.#plays]) {
      if (!way) continue;
      if (way.isCrossRoom && !switches.crossRoomPlay) this.lose(streamID, 1004003);
      else if (!switches[way.route]) this.lose(streamID, routeClosed(way.route));
    }
  }

  close(): void {
    this.#closed = true;
    this.#closeViewer();
  }

  #begin(streamID: string): Play {
    if (!this.#plays.has(streamID) && this.#plays.size >= this.#options.most) throw new FreshetError(1004010);
    this.#forget(streamID, stopped());
    const play: Play = { abort: new AbortController(), playback: undefined, way: undefined };
    this.#plays.set(streamID, play);
    return play;
  }

  async #start(streamID: StreamID, resourceMode: number, play: Play): Promise<EngineBlob> {
    const { signal } = play.abort;
    const { entrant, room } = this.#options;
    const { switches } = await entrant.project();
    const route = chooseRoute(resourceMode, switches);
    entrant.checkPlay(streamID);
    const publication = this.#find(streamID, switches);
    play.way = { route, isCrossRoom: publication.room !== room.key };
    const ingest = await publication.source(this.#options.patience, signal);
    const playback = await this.#needViewer().play(ingest);
    if (signal.aborted) playback.close();
    signal.throwIfAborted();
    play.playback = playback;
    this.#options.playing(streamID, true);
    playback.events.on('closed', ({ reason }) => this.#ended(streamID, play, reason));
    return playback.answer;
  }

  #find(streamID: StreamID, switches: ServiceSwitches): Publication {
    const { entrant, directory, room } = this.#options;
    const publication = directory.find(streamKey(entrant.appID, streamID));
    if (!publication) throw new FreshetError(1004002);
    if (publication.room !== room.key && !switches.crossRoomPlay) throw new FreshetError(1004003);
    return publication;
  }

  #ended(streamID: string, play: Play, reason: MediaCloseReason): void {
    if (this.#plays.get(streamID) !== play) return;
    this.#drop(streamID, play);
    if (reason !== 'requested') this.#options.playLost(streamID, 1004020);
  }

  #forget(streamID: string, why: FreshetError): void {
    const play = this.#plays.get(streamID);
    if (!play) return;
    this.#drop(streamID, play);
    play.abort.abort(why);
    play.playback?.close();
  }

  #drop(streamID: string, play: Play): void {
    this.#plays.delete(streamID);
    if (play.playback) this.#options.playing(streamID as StreamID, false);
  }

  #closeViewer(): void {
    const viewer = this.#viewer;
    this.#viewer = undefined;
    for (const streamID of this.streamIDs) this.#forget(streamID, viewerGone());
    viewer?.close();
  }

  #needViewer(): Viewer {
    if (!this.#viewer) throw viewerGone();
    return this.#viewer;
  }
}

const stopped = (): FreshetError => new FreshetError(1004011, 'the play was stopped while it began');
const viewerGone = (): FreshetError => new FreshetError(1004020, 'there is no receiving side at the moment');
