import type { Ingest, MediaCloseReason, Playback, Viewer } from '@freshet/core';
import { Emitter, KeyedQueue, Scope } from '@freshet/kit';
import { type EngineBlob, FreshetError } from '@freshet/protocol';
import type { Consumer, RtpCapabilities } from 'mediasoup/types';
import { readBlob, toBlob } from './engine-blob.ts';
import { engineCall } from './faults.ts';
import { Link } from './link.ts';
import type { MediaWorker } from './media-worker.ts';
import { MediasoupIngest } from './mediasoup-ingest.ts';
import { MediasoupPlayback } from './mediasoup-playback.ts';
import { ViewerOffer } from './offers.ts';

const FAILURE = 1002099;

export type MediasoupViewerOptions = {
  readonly worker: MediaWorker;
  /** Called when the viewer closes, before it says so. */
  readonly left: () => void;
};

type ConnectOffer = Extract<ViewerOffer, { step: 'connect' }>;

/** The receiving side of one session: one transport for everything that it plays. */
export class MediasoupViewer implements Viewer {
  readonly answer: EngineBlob;
  readonly events: Viewer['events'] = new Emitter();
  readonly #link: Link;
  readonly #worker: MediaWorker;
  readonly #scope = new Scope();
  readonly #negotiation = new KeyedQueue<'step'>();
  readonly #playbacks = new Set<MediasoupPlayback>();
  readonly #capabilities = Promise.withResolvers<RtpCapabilities>();

  static async open(options: MediasoupViewerOptions): Promise<MediasoupViewer> {
    const { worker } = options;
    const link = await Link.open(worker, FAILURE);
    const probe = await engineCall(FAILURE, () => worker.probe(link.transport)).catch((error: unknown) => {
      link.close();
      throw error;
    });
    return new MediasoupViewer(link, probe, options);
  }

  private constructor(link: Link, probe: Consumer, { worker, left }: MediasoupViewerOptions) {
    const { id, producerId, kind, rtpParameters } = probe;
    this.#link = link;
    this.#worker = worker;
    this.answer = toBlob({
      routerRtpCapabilities: worker.router.rtpCapabilities,
      transport: link.description,
      probe: { id, producerId, kind, rtpParameters },
    });
    // Nobody may be waiting for them when the viewer closes.
    this.#capabilities.promise.catch(() => undefined);
    this.#scope.add(left);
    this.#scope.add(() => link.close());
    this.#scope.add(worker.events.on('died', () => this.#end('worker')));
  }

  negotiate(blob: EngineBlob): Promise<EngineBlob> {
    return this.#negotiation.run('step', async () => {
      if (this.#scope.closed) throw new FreshetError(FAILURE, 'the receiving side is closed');
      const offer = readBlob(ViewerOffer, blob);
      switch (offer.step) {
        case 'connect':
          return toBlob(await this.#connect(offer));
        case 'restartIce':
          return toBlob({ iceParameters: await this.#link.restartIce() });
      }
    });
  }

  /** Waits for the client to say what it can receive. */
  async play(ingest: Ingest): Promise<Playback> {
    if (!(ingest instanceof MediasoupIngest)) throw new FreshetError(1004002);
    const capabilities = await this.#capabilities.promise;
    const playback = await MediasoupPlayback.open({
      source: ingest.source,
      worker: this.#worker,
      transport: this.#link.transport,
      capabilities,
    });
    if (this.#scope.closed) {
      playback.close();
      throw new FreshetError(1004020, 'the receiving side is closed');
    }
    this.#playbacks.add(playback);
    playback.events.on('closed', () => void this.#playbacks.delete(playback));
    return playback;
  }

  close(): void {
    this.#end('requested');
  }

  async #connect({ dtlsParameters, rtpCapabilities }: ConnectOffer): Promise<Record<string, never>> {
    await this.#link.connect(dtlsParameters);
    this.#capabilities.resolve(rtpCapabilities);
    return {};
  }

  #end(reason: MediaCloseReason): void {
    if (this.#scope.closed) return;
    for (const playback of [...this.#playbacks]) playback.end(reason);
    this.#scope.close();
    this.#capabilities.reject(new FreshetError(1004020, 'the receiving side is closed'));
    this.events.emit('closed', { reason });
    this.events.clear();
  }
}
