import type { Emitter } from '@freshet/kit';
import type { EngineBlob } from '@freshet/protocol';

/**
 * Why a media handle ended: its owner closed it; its `source` ended; its `worker` is gone and it can be made anew;
 * or it was cut off, because what it sends kills workers.
 */
export type MediaCloseReason = 'requested' | 'source' | 'worker' | 'harmful';

/** Which kinds of a stream's media nobody gets. */
export type Muting = { readonly audio: boolean; readonly video: boolean };

/** One published stream's way in. Closing it closes every playback of it. */
export interface Ingest {
  /** What the publisher needs to begin. */
  readonly answer: EngineBlob;
  /**
   * The plain name of the codec that the picture comes in, such as `VP8`; nothing while none was agreed on. It is told
   * as a fact of the stream: what can be played by whom stays between the two halves of the engine.
   */
  readonly videoCodec: string | undefined;
  readonly events: Emitter<{
    /** The first packets have arrived. At most once. */
    flowing: Record<never, never>;
    /** Once; nothing follows it. */
    closed: { reason: MediaCloseReason };
  }>;
  /**
   * One step of the publisher's negotiation.
   *
   * @throws FreshetError 1100001 where the offer makes no sense to the engine
   */
  negotiate(offer: EngineBlob): Promise<EngineBlob>;
  /** Keeps these kinds from everyone who plays the stream, and lets the others through, until it is said otherwise. */
  mute(muting: Muting): void;
  close(): void;
}

/** One stream on its way to one viewer. */
export interface Playback {
  /** What the viewer needs to receive it. */
  readonly answer: EngineBlob;
  /** `closed` comes once; nothing follows it. */
  readonly events: Emitter<{ closed: { reason: MediaCloseReason } }>;
  /** Begins to send, with a key frame, when the viewer has everything ready; called again, sends another key frame. */
  start(): Promise<void>;
  close(): void;
}

/** The receiving side of one session, for all streams it plays. Closing it closes its playbacks. */
export interface Viewer {
  /** What the client needs to connect, with something real to receive, so that the connection is made at once. */
  readonly answer: EngineBlob;
  readonly events: Emitter<{ closed: { reason: MediaCloseReason } }>;
  /**
   * One step of the viewer's negotiation.
   *
   * @throws FreshetError 1100001 where the offer makes no sense to the engine
   */
  negotiate(offer: EngineBlob): Promise<EngineBlob>;
  /**
   * Opens a stream; nothing is sent before {@link Playback.start}.
   *
   * @throws FreshetError 1004080 where the viewer cannot decode it, 1004002 where the ingest has just ended
   */
  play(ingest: Ingest): Promise<Playback>;
  close(): void;
}

/** What the media plane is doing now. */
export type MediaLoad = {
  readonly workers: readonly {
    readonly pid: number;
    readonly ingests: number;
    readonly viewers: number;
    readonly playbacks: number;
    /** Streams that came from another worker. */
    readonly pipes: number;
  }[];
  /** Workers that died since the start. */
  readonly deaths: number;
};

/** Moves media. A stream can be played by a viewer on any worker, whichever its publisher is on. */
export interface MediaPlane {
  /**
   * Opens the way in for one stream.
   *
   * @param affinity a name; those with the same are kept together while there is room
   * @param input names what comes in, over retries: an input under whose name workers die again and again is cut off
   */
  ingest(affinity: string, input: string): Promise<Ingest>;
  /** Opens the receiving side of one session. */
  viewer(affinity: string): Promise<Viewer>;
  load(): MediaLoad;
  /** Closes every handle, then the workers. */
  close(): Promise<void>;
}
