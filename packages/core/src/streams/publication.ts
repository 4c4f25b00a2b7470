import { Emitter, type Millis, Scope } from '@freshet/kit';
import { type EngineBlob, FreshetError, type SessionID, type StreamInfo } from '@freshet/protocol';
import type { Ingest, MediaCloseReason, Muting } from '../ports/media-plane.ts';
import type { RoomKey } from '../rooms/room-key.ts';

type State =
  | { readonly name: 'interrupted' }
  | { readonly name: 'opened'; readonly ingest: Ingest }
  | { readonly name: 'flowing'; readonly ingest: Ingest }
  | { readonly name: 'closed' };

export type PublicationEvents = {
  /** A way in was opened, on which nothing flows yet. */
  opened: Record<never, never>;
  /** Media flows, for the first time or again after an interruption. */
  flowing: Record<never, never>;
  /** The ingest is gone; the publisher is asked for another. */
  interrupted: { reason: MediaCloseReason };
  /** The last event. */
  closed: Record<never, never>;
};

/**
 * One stream of one publisher, over all the ingests it needs in its life: a worker that dies takes the ingest with
 * it, never the publication.
 */
export class Publication {
  readonly room: RoomKey;
  /** Who publishes it. */
  readonly sessionID: SessionID;
  readonly events = new Emitter<PublicationEvents>();
  #stream: StreamInfo;
  #state: State = { name: 'interrupted' };
  #ingestScope = new Scope();
  #muting: Muting = { audio: false, video: false };
  #hasBegun = false;

  constructor(stream: StreamInfo, room: RoomKey, sessionID: SessionID) {
    this.#stream = stream;
    this.room = room;
    this.sessionID = sessionID;
  }

  get stream(): StreamInfo {
    return this.#stream;
  }

  /** Where the media is now. */
  get state(): State['name'] {
    return this.#state.name;
  }

  /** Whether media has flowed on it. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** The plain name of the codec that the picture comes in; nothing while there is none. */
  get videoCodec(): string | undefined {
    return this.#ingest?.videoCodec;
  }

  describe(extraInfo: string): void {
    this.#stream = { ...this.#stream, extraInfo };
  }

  /** Keeps sound or picture from those who play it, over all its ingests. */
  mute(muting: Muting): void {
    this.#muting = muting;
    this.#ingest?.mute(muting);
  }

  /** Takes `ingest` as the way in, in the place of an earlier one. */
  use(ingest: Ingest): void {
    if (this.#state.name === 'closed') return ingest.close();
    const before = this.#ingest;
    this.#ingestScope.close();
    this.#ingestScope = new Scope();
    this.#state = { name: 'opened', ingest };
    ingest.mute(this.#muting);
    this.#ingestScope.add(ingest.events.on('flowing', () => this.#flows(ingest)));
    this.#ingestScope.add(ingest.events.on('closed', ({ reason }) => this.#interrupt(reason)));
    before?.close();
    this.events.emit('opened', {});
  }

  /** One step of the publisher's negotiation. */
  negotiate(offer: EngineBlob): Promise<EngineBlob> {
    const ingest = this.#ingest;
    if (!ingest) throw new FreshetError(1003020, 'the stream has no way in at the moment');
    return ingest.negotiate(offer);
  }

  /**
   * The ingest once media flows; waits for it while the publisher is on its way.
   *
   * @throws FreshetError 1004002 where it does not come within `patience`, the stream ends or `signal` aborts
   */
  source(patience: Millis, signal: AbortSignal): Promise<Ingest> {
    if (this.#state.name === 'closed' || signal.aborted) return Promise.reject(new FreshetError(1004002));
    if (this.#state.name === 'flowing') return Promise.resolve(this.#state.ingest);
    const scope = new Scope();
    return new Promise<Ingest>((resolve, reject) => {
      const giveUp = (): void => reject(new FreshetError(1004002));
      scope.add(
        this.events.on('flowing', () => {
          if (this.#state.name === 'flowing') resolve(this.#state.ingest);
        }),
      );
      scope.add(this.events.on('closed', giveUp));
      scope.after(patience, giveUp);
      scope.listen(signal, 'abort', giveUp);
    }).finally(() => scope.close());
  }

  close(): void {
    if (this.#state.name === 'closed') return;
    const ingest = this.#ingest;
    this.#state = { name: 'closed' };
    this.#ingestScope.close();
    ingest?.close();
    this.events.emit('closed', {});
    this.events.clear();
  }

  get #ingest(): Ingest | undefined {
    return 'ingest' in this.#state ? this.#state.ingest : undefined;
  }

  #flows(ingest: Ingest): void {
    this.#state = { name: 'flowing', ingest };
    this.#hasBegun = true;
    this.events.emit('flowing', {});
  }

  #interrupt(reason: MediaCloseReason): void {
    this.#ingestScope.close();
    this.#state = { name: 'interrupted' };
    this.events.emit('interrupted', { reason });
  }
}
