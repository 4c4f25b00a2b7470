import type { MediaCloseReason } from '@freshet/core';
import { Emitter, KeyedQueue, systemClock } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import type { Producer } from 'mediasoup/types';
import { engineCall } from './faults.ts';
import { KeyFrameGate } from './key-frame-gate.ts';
import type { MediaWorker } from './media-worker.ts';
import { Pipe, type Route } from './pipe.ts';

/** A stream with the tracks that it has now. When a track comes or goes, another source stands in its place. */
export class Source {
  /** `closed` comes once; whoever plays the source has nothing more to play. */
  readonly events = new Emitter<{ closed: { reason: MediaCloseReason } }>();
  /** Holds up those who would ask for a key frame that the publisher does not make. */
  readonly keyFrames = new KeyFrameGate(systemClock);
  readonly #home: MediaWorker;
  readonly #producers: readonly Producer[];
  readonly #pipes = new Map<MediaWorker, Pipe>();
  readonly #laying = new KeyedQueue<MediaWorker>();
  #closed = false;

  constructor(home: MediaWorker, producers: readonly Producer[]) {
    this.#home = home;
    this.#producers = producers;
    for (const producer of producers) if (producer.kind === 'video') this.#watchKeyFrames(producer);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * The tracks on `worker`, over one pipe for all who play there at the same time.
   *
   * @throws FreshetError 1004002 where the source has just ended, 1004099 where the pipe cannot be laid
   */
  async route(worker: MediaWorker): Promise<Route> {
    if (worker === this.#home) return this.#direct;
    return this.#laying.run(worker, async () => (this.#pipes.get(worker) ?? (await this.#lay(worker))).take());
  }

  close(reason: MediaCloseReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.keyFrames.close();
    this.events.emit('closed', { reason });
    this.events.clear();
    for (const pipe of [...this.#pipes.values()]) pipe.close();
  }

  // Requests of viewers' browsers and those that mediasoup repeats are seen here as well.
  #watchKeyFrames(producer: Producer): void {
    producer.on('trace', ({ type }) => (type === 'keyframe' ? this.keyFrames.came() : this.keyFrames.asked()));
    // Fails only where the producer has closed meanwhile; then there is nothing to watch.
    producer.enableTraceEvent(['keyframe', 'pli', 'fir']).catch(() => undefined);
  }

  get #direct(): Route {
    return { producers: this.#producers, begin: async () => undefined, release: () => undefined };
  }

  async #lay(worker: MediaWorker): Promise<Pipe> {
    if (this.#closed) throw new FreshetError(1004002);
    const forget = (): void => void this.#pipes.delete(worker);
    const pipe = await engineCall(1004099, () => Pipe.lay(this.#home.router, worker, this.#producers, forget));
    if (this.#closed) {
      pipe.close();
      throw new FreshetError(1004002);
    }
    this.#pipes.set(worker, pipe);
    return pipe;
  }
}
