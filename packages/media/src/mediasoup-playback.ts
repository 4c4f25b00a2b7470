import type { MediaCloseReason, Playback } from '@freshet/core';
import { Emitter, Scope } from '@freshet/kit';
import { asFreshetError, type EngineBlob, FreshetError } from '@freshet/protocol';
import type { Consumer, Producer, Router, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import { toBlob } from './engine-blob.ts';
import { engineCall } from './faults.ts';
import type { MediaWorker } from './media-worker.ts';
import type { Route } from './pipe.ts';
import type { Source } from './source.ts';

const FAILURE = 1004099;

export type MediasoupPlaybackOptions = {
  readonly source: Source;
  readonly worker: MediaWorker;
  readonly transport: WebRtcTransport;
  /** What the viewer can receive. */
  readonly capabilities: RtpCapabilities;
};

/** One stream on its way to one viewer: a consumer for each track that the viewer can decode. */
export class MediasoupPlayback implements Playback {
  readonly answer: EngineBlob;
  readonly events: Playback['events'] = new Emitter();
  readonly #source: Source;
  readonly #route: Route;
  readonly #consumers: readonly Consumer[];
  readonly #scope: Scope;

  /** @throws FreshetError 1004080, 1004002, 1004099 */
  static async open({ source, worker, transport, capabilities }: MediasoupPlaybackOptions): Promise<MediasoupPlayback> {
    const scope = new Scope();
    try {
      scope.add(worker.seats.take({ kind: 'playback' }));
      const route = await source.route(worker);
      scope.add(route.release);
      const consume = async ({ id }: Producer): Promise<Consumer> => {
        const consumer = await transport.consume({ producerId: id, rtpCapabilities: capabilities, paused: true });
        scope.add(() => consumer.close());
        return consumer;
      };
      const consumers = await Promise.all(decodable(route.producers, worker.router, capabilities).map(consume));
      if (source.closed) throw new FreshetError(1004002);
      return new MediasoupPlayback(source, route, consumers, scope);
    } catch (error) {
      scope.close();
      throw asFreshetError(error, FAILURE);
    }
  }

  private constructor(source: Source, route: Route, consumers: readonly Consumer[], scope: Scope) {
    this.#source = source;
    this.#route = route;
    this.#consumers = consumers;
    this.#scope = scope;
    this.answer = toBlob({
      consumers: consumers.map(({ id, producerId, kind, rtpParameters }) => ({ id, producerId, kind, rtpParameters })),
    });
    scope.add(source.events.on('closed', ({ reason }) => this.end(reason)));
  }

  async start(): Promise<void> {
    await this.#source.keyFrames.pass();
    if (this.#scope.closed) throw new FreshetError(1004020, 'the play has ended');
    await engineCall(FAILURE, () => Promise.all([...this.#consumers.map(wake), this.#route.begin()]));
  }

  close(): void {
    this.end('requested');
  }

  /** Closes the playback for `reason`. For the viewer, its owner. */
  end(reason: MediaCloseReason): void {
    if (this.#scope.closed) return;
    this.#scope.close();
    this.events.emit('closed', { reason });
    this.events.clear();
  }
}

// A consumer that is resumed asks for a key frame by itself, once.
function wake(consumer: Consumer): Promise<void> {
  if (consumer.paused) return consumer.resume();
  return consumer.kind === 'video' ? consumer.requestKeyFrame() : Promise.resolve();
}

// A stream without its sound is still worth seeing; one without its picture is not what was asked for.
function decodable(
  producers: readonly Producer[],
  router: Router,
  rtpCapabilities: RtpCapabilities,
): readonly Producer[] {
  const able = producers.filter(({ id }) => router.canConsume({ producerId: id, rtpCapabilities }));
  const lacksPicture = producers.some((producer) => producer.kind === 'video' && !able.includes(producer));
  if (able.length === 0 || lacksPicture) throw new FreshetError(1004080);
  return able;
}
