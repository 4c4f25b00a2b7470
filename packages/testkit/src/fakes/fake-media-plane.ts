import { setImmediate as aTurn } from 'node:timers/promises';
import type { Ingest, MediaCloseReason, MediaLoad, MediaPlane, Muting, Playback, Viewer } from '@freshet/core';
import { Emitter } from '@freshet/kit';
import { type EngineBlob, FreshetError } from '@freshet/protocol';

const ENGINE = 'fake';

/** What a client of the {@link FakeMediaPlane} says; the data makes no difference. */
export const fakeOffer: EngineBlob = { engine: ENGINE, data: {} };

const checkEngine = ({ engine }: EngineBlob): void => {
  if (engine !== ENGINE) throw new FreshetError(1100001, `the media engine ${engine} is not known here`);
};

/** A handle: closed once, and says so once. */
class FakeHandle<Events extends { closed: { reason: MediaCloseReason } }> {
  readonly answer: EngineBlob = fakeOffer;
  readonly events = new Emitter<Events>();
  readonly #left: () => void;
  #closed = false;

  constructor(left: () => void) {
    this.#left = left;
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.end('requested');
  }

  end(reason: MediaCloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#left();
    this.events.emit('closed', { reason });
    this.events.clear();
  }
}

type IngestEvents = { flowing: Record<never, never>; closed: { reason: MediaCloseReason } };
type ClosedEvent = { closed: { reason: MediaCloseReason } };

class FakeIngest extends FakeHandle<IngestEvents> implements Ingest {
  #producing = false;
  #muting: Muting = { audio: false, video: false };

  get videoCodec(): string | undefined {
    return this.#producing ? 'VP8' : undefined;
  }

  /** What is kept from those who play it. */
  get muting(): Muting {
    return this.#muting;
  }

  mute(muting: Muting): void {
    this.#muting = muting;
  }

  get playable(): boolean {
    return this.#producing && !this.closed;
  }

  /** The first step of a publisher lets its media flow. */
  async negotiate(offer: EngineBlob): Promise<EngineBlob> {
    await aTurn();
    if (this.closed) throw new FreshetError(1003099, 'the ingest is closed');
    checkEngine(offer);
    if (!this.#producing) setImmediate(() => this.events.emit('flowing', {}));
    this.#producing = true;
    return fakeOffer;
  }
}

class FakePlayback extends FakeHandle<ClosedEvent> implements Playback {
  async start(): Promise<void> {
    await aTurn();
    if (this.closed) throw new FreshetError(1004020, 'the play has ended');
  }
}

class FakeViewer extends FakeHandle<ClosedEvent> implements Viewer {
  readonly playbacks = new Set<FakePlayback>();
  readonly #connected = Promise.withResolvers<void>();

  constructor(left: () => void) {
    super(left);
    // Nobody may be waiting for it when the viewer closes.
    this.#connected.promise.catch(() => undefined);
  }

  async negotiate(offer: EngineBlob): Promise<EngineBlob> {
    await aTurn();
    if (this.closed) throw new FreshetError(1002099, 'the receiving side is closed');
    checkEngine(offer);
    this.#connected.resolve();
    return fakeOffer;
  }

  async play(ingest: Ingest): Promise<Playback> {
    await this.#connected.promise;
    await aTurn();
    if (!(ingest instanceof FakeIngest) || !ingest.playable) throw new FreshetError(1004002);
    if (this.closed) throw new FreshetError(1004020, 'the receiving side is closed');
    const playback: FakePlayback = new FakePlayback(() => void this.playbacks.delete(playback));
    this.playbacks.add(playback);
    ingest.events.on('closed', ({ reason }) => playback.end(reason === 'worker' ? 'worker' : 'source'));
    return playback;
  }

  override end(reason: MediaCloseReason): void {
    for (const playback of [...this.playbacks]) playback.end(reason);
    this.#connected.reject(new FreshetError(1004020, 'the receiving side is closed'));
    super.end(reason);
  }
}

/**
 * Core's MediaPlane without media: handles open, negotiate and close as those of a real one do, each after a turn of
 * the event loop. For tests of everything around it; held to the same contract as the real one.
 */
export class FakeMediaPlane implements MediaPlane {
  readonly #ingests = new Set<FakeIngest>();
  readonly #viewers = new Set<FakeViewer>();
  #deaths = 0;
  #closed = false;

  async ingest(): Promise<Ingest> {
    await aTurn();
    if (this.#closed) throw new FreshetError(1003099, 'the server is shutting down');
    const ingest: FakeIngest = new FakeIngest(() => void this.#ingests.delete(ingest));
    this.#ingests.add(ingest);
    return ingest;
  }

  async viewer(): Promise<Viewer> {
    await aTurn();
    if (this.#closed) throw new FreshetError(1002099, 'the server is shutting down');
    const viewer: FakeViewer = new FakeViewer(() => void this.#viewers.delete(viewer));
    this.#viewers.add(viewer);
    return viewer;
  }

  /** What is kept from those who play, of each stream that comes in. */
  get mutings(): readonly Muting[] {
    return [...this.#ingests].map(({ muting }) => muting);
  }

  load(): MediaLoad {
    const playbacks = [...this.#viewers].reduce((sum, viewer) => sum + viewer.playbacks.size, 0);
    const worker = { pid: 0, ingests: this.#ingests.size, viewers: this.#viewers.size, playbacks, pipes: 0 };
    return { workers: this.#closed ? [] : [worker], deaths: this.#deaths };
  }

  /**
   * Lets everything go the way it goes when a worker dies; another takes its place at once. As news of another process
   * it comes in a turn of its own, never between the opening of a handle and its owner's first look at it.
   */
  killWorker(): void {
    setImmediate(() => {
      this.#deaths += 1;
      this.#endAll('worker');
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#endAll('requested');
  }

  #endAll(reason: MediaCloseReason): void {
    for (const handle of [...this.#ingests, ...this.#viewers]) handle.end(reason);
  }
}
