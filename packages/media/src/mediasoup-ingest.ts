import type { Ingest, MediaCloseReason, Muting } from '@freshet/core';
import { Emitter, KeyedQueue, Scope } from '@freshet/kit';
import { type EngineBlob, FreshetError } from '@freshet/protocol';
import type { MediaKind, Producer, RtpParameters } from 'mediasoup/types';
import { codecName } from './codecs.ts';
import { readBlob, toBlob } from './engine-blob.ts';
import { offeredCall } from './faults.ts';
import { KEY_FRAME_PAUSE } from './key-frame-gate.ts';
import { Link } from './link.ts';
import type { MediaWorker } from './media-worker.ts';
import { PublishOffer } from './offers.ts';
import { watchSilence } from './silence.ts';
import { Source } from './source.ts';

const FAILURE = 1003099;

export type MediasoupIngestOptions = {
  readonly worker: MediaWorker;
  /** Called when the ingest closes, before it says so. */
  readonly left: () => void;
  /** Why the ingest closes when its worker dies. */
  readonly verdict: () => MediaCloseReason;
};

type Track = { readonly kind: MediaKind; readonly rtpParameters: RtpParameters };
type ProduceOffer = Extract<PublishOffer, { step: 'produce' }>;

/** One stream's way in: a transport from its publisher, with a producer for each track. */
export class MediasoupIngest implements Ingest {
  readonly answer: EngineBlob;
  readonly events: Ingest['events'] = new Emitter();
  readonly #link: Link;
  readonly #worker: MediaWorker;
  readonly #scope = new Scope();
  readonly #negotiation = new KeyedQueue<'step'>();
  readonly #producers = new Map<MediaKind, Producer>();
  #state: 'waiting' | 'flowing' | 'closed' = 'waiting';
  #source: Source | undefined;
  #muting: Muting = { audio: false, video: false };
  readonly #held = new WeakSet<Producer>();
  #isSilent = false;

  static async open(options: MediasoupIngestOptions): Promise<MediasoupIngest> {
    return new MediasoupIngest(await Link.open(options.worker, FAILURE), options);
  }

  private constructor(link: Link, { worker, left, verdict }: MediasoupIngestOptions) {
    this.#link = link;
    this.#worker = worker;
    this.answer = toBlob({ routerRtpCapabilities: worker.router.rtpCapabilities, transport: link.description });
    this.#scope.add(left);
    this.#scope.add(() => link.close());
    this.#scope.add(worker.events.on('died', () => this.#end(verdict())));
  }

  /**
   * What can be played of the stream now.
   *
   * @throws FreshetError 1004002 where there is nothing, or nothing any more
   */
  get source(): Source {
    if (!this.#source || this.#source.closed) throw new FreshetError(1004002);
    return this.#source;
  }

  get videoCodec(): string | undefined {
    const producer = this.#producers.get('video');
    return producer && codecName(producer.rtpParameters);
  }

  negotiate(blob: EngineBlob): Promise<EngineBlob> {
    return this.#negotiation.run('step', async () => {
      if (this.#state === 'closed') throw new FreshetError(FAILURE, 'the ingest is closed');
      const offer = readBlob(PublishOffer, blob);
      switch (offer.step) {
        case 'produce':
          return toBlob({ ids: await this.#produce(offer) });
        case 'closeTrack':
          return toBlob(this.#closeTrack(offer.kind));
        case 'restartIce':
          return toBlob({ iceParameters: await this.#link.restartIce() });
      }
    });
  }

  mute(muting: Muting): void {
    this.#muting = muting;
    this.#applyHolds();
  }

  close(): void {
    this.#end('requested');
  }

  async #produce({ dtlsParameters, producers: tracks }: ProduceOffer): Promise<string[]> {
    if (tracks.some(({ kind }) => this.#producers.has(kind))) {
      throw new FreshetError(1100001, 'a track of this kind is published already');
    }
    if (dtlsParameters) await this.#link.connect(dtlsParameters);
    if (!this.#link.isConnected) throw new FreshetError(1100001, 'the first tracks come with dtlsParameters');
    const producers = await this.#produceAll(tracks);
    if (this.#state === 'closed') throw new FreshetError(FAILURE, 'the ingest is closed');
    for (const producer of producers) {
      this.#producers.set(producer.kind, producer);
      producer.once('score', () => this.#flow());
    }
    this.#applyHolds();
    this.#show();
    return producers.map((producer) => producer.id);
  }

  // A producer that is resumed asks for a key frame by itself. Fails only where the producer has closed meanwhile.
  #applyHolds(): void {
    for (const producer of this.#producers.values()) {
      const isHeld = this.#muting[producer.kind] || (this.#isSilent && producer.kind === 'video');
      // What was asked for last counts, not what the worker has done by now.
      if (isHeld === this.#held.has(producer)) continue;
      if (isHeld) this.#held.add(producer);
      else this.#held.delete(producer);
      (isHeld ? producer.pause() : producer.resume()).catch(() => undefined);
    }
  }

  // A publisher that is back after a cut sends again what was lost, seconds late: a viewer's browser that gets some of
  // it delays every later picture by as much. And a key frame that was asked for during the cut is asked for again only
  // a second later; nothing is asked of a picture that is held.
  #watchLine(): void {
    watchSilence(this.#link.transport, this.#scope, (isSilent) => {
      this.#isSilent = isSilent;
      this.#applyHolds();
    });
  }

  // All tracks or none: where one fails the others are awaited and closed, so that they do not come up later.
  async #produceAll(tracks: readonly Track[]): Promise<Producer[]> {
    const { transport } = this.#link;
    const calls = tracks.map((track) => transport.produce({ ...track, keyFrameRequestDelay: KEY_FRAME_PAUSE }));
    const settled = await Promise.allSettled(calls);
    return offeredCall(FAILURE, () => Promise.all(calls)).catch((error: unknown) => {
      for (const call of settled) if (call.status === 'fulfilled') call.value.close();
      throw error;
    });
  }

  #closeTrack(kind: MediaKind): Record<string, never> {
    const producer = this.#producers.get(kind);
    if (!producer) throw new FreshetError(1100001, `there is no ${kind} track to close`);
    this.#producers.delete(kind);
    this.#show();
    producer.close();
    return {};
  }

  // Whoever plays the old tracks plays anew, and gets the new ones.
  #show(): void {
    this.#source?.close('source');
    const producers = [...this.#producers.values()];
    this.#source = producers.length > 0 ? new Source(this.#worker, producers) : undefined;
  }

  #flow(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'flowing';
    this.#watchLine();
    this.events.emit('flowing', {});
  }

  #end(reason: MediaCloseReason): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    // A stream that lost its worker comes back by itself; for its viewers any other end is the end of the stream.
    this.#source?.close(reason === 'worker' ? 'worker' : 'source');
    this.#scope.close();
    this.events.emit('closed', { reason });
    this.events.clear();
  }
}
