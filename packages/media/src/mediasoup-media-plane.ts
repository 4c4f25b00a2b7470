import type { Ingest, MediaLoad, MediaPlane, Viewer } from '@freshet/core';
import { Emitter, Scope, seconds, systemClock } from '@freshet/kit';
import { type ErrorCode, FreshetError } from '@freshet/protocol';
import { HarmRecord } from './harm-record.ts';
import type { MediaLog } from './log.ts';
import type { ListenAddress, MediaWorker } from './media-worker.ts';
import { MediasoupIngest } from './mediasoup-ingest.ts';
import { MediasoupViewer } from './mediasoup-viewer.ts';
import { choosePlace } from './placement.ts';
import type { Seat } from './seats.ts';
import { WorkerSlot } from './worker-slot.ts';

export type MediaPlaneOptions = {
  /** How many worker processes; one for each core serves best. */
  readonly workers: number;
  /** Where clients reach the workers. The first is offered to them as the best. */
  readonly addresses: readonly ListenAddress[];
  /** UDP and TCP port of the first worker; each of the others has the next one. 0 takes any free ones. */
  readonly firstPort: number;
  readonly log: MediaLog;
};

/** How long a newcomer waits where all workers are being replaced. */
const WORKER_PATIENCE = seconds(5);

/** Moves media with mediasoup: one worker process for each core, and pipes between them. */
export class MediasoupMediaPlane implements MediaPlane {
  readonly #log: MediaLog;
  readonly #slots: readonly WorkerSlot[];
  readonly #harm = new HarmRecord(systemClock);
  readonly #handles = new Map<Seat, Ingest | Viewer>();
  readonly #scope = new Scope();
  readonly #events = new Emitter<{ workerStarted: Record<never, never> }>();
  #deaths = 0;
  #closing: Promise<void> | undefined;

  /**
   * Starts all workers.
   *
   * @throws MediaStartError where one of them does not start; then none is left running
   */
  static async create({ workers, addresses, firstPort, log }: MediaPlaneOptions): Promise<MediasoupMediaPlane> {
    const opening = Array.from({ length: workers }, (_, index) => {
      const port = firstPort === 0 ? 0 : firstPort + index;
      return WorkerSlot.open({ addresses, port, index, log, clock: systemClock });
    });
    const results = await Promise.allSettled(opening);
    const slots = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) return new MediasoupMediaPlane(slots, log);
    await Promise.all(slots.map((slot) => slot.close()));
    throw failed.reason;
  }

  private constructor(slots: readonly WorkerSlot[], log: MediaLog) {
    this.#slots = slots;
    this.#log = log;
    for (const slot of slots) {
      slot.events.on('died', ({ worker }) => this.#mourn(worker));
      slot.events.on('started', () => this.#events.emit('workerStarted', {}));
    }
  }

  async ingest(affinity: string, input: string): Promise<Ingest> {
    if (this.#harm.isCutOff(input)) {
      throw new FreshetError(1003099, 'this stream is cut off for a while, because media workers died under it');
    }
    // A suspect goes where least is going on, so that it does not take its room with it time and again.
    const home = this.#harm.isSuspect(input) ? undefined : affinity;
    const verdict = () => (this.#harm.isCutOff(input) ? 'harmful' : 'worker');
    return this.#open(home, { kind: 'ingest', affinity, input }, 1003099, (worker, left) =>
      MediasoupIngest.open({ worker, left, verdict }),
    );
  }

  async viewer(affinity: string): Promise<Viewer> {
    return this.#open(affinity, { kind: 'viewer', affinity }, 1002099, (worker, left) =>
      MediasoupViewer.open({ worker, left }),
    );
  }

  load(): MediaLoad {
    const workers = this.#running.map(({ pid, seats }) => ({ pid, ...seats.load }));
    return { workers, deaths: this.#deaths };
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  get #running(): MediaWorker[] {
    return this.#slots.flatMap(({ worker }) => (worker ? [worker] : []));
  }

  async #open<Handle extends Ingest | Viewer>(
    home: string | undefined,
    seat: Seat,
    failure: ErrorCode,
    open: (worker: MediaWorker, left: () => void) => Promise<Handle>,
  ): Promise<Handle> {
    if (this.#running.length === 0) await this.#anyWorker(failure);
    // No wait between the choice and the seat: the next to choose counts this one.
    const worker = this.#choose(home, failure);
    const leave = worker.seats.take(seat);
    const left = (): void => {
      this.#handles.delete(seat);
      leave();
    };
    try {
      const handle = await open(worker, left);
      if (!this.#closing) {
        this.#handles.set(seat, handle);
        return handle;
      }
      handle.close();
      throw new FreshetError(failure, 'the server is shutting down');
    } catch (error) {
      left();
      throw error;
    }
  }

  #choose(home: string | undefined, failure: ErrorCode): MediaWorker {
    const places = this.#running.map((worker) => ({
      worker,
      load: worker.seats.load,
      isHome: home !== undefined && worker.seats.has(home),
    }));
    const place = choosePlace(places);
    if (!place) throw new FreshetError(failure, 'no media worker is running');
    return place.worker;
  }

  #anyWorker(failure: ErrorCode): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = new Scope();
    waiting.add(this.#events.on('workerStarted', () => resolve()));
    waiting.after(WORKER_PATIENCE, () => reject(new FreshetError(failure, 'no media worker is running')));
    waiting.add(this.#scope.add(() => reject(new FreshetError(failure, 'the server is shutting down'))));
    return promise.finally(() => waiting.close());
  }

  // Told before the handles on the worker are, so that each of them closes for the right reason.
  #mourn(worker: MediaWorker): void {
    this.#deaths += 1;
    for (const input of this.#harm.workerDied(worker.seats.inputs)) {
      this.#log.error({ input }, 'a stream is cut off, because media workers died under it again and again');
    }
  }

  async #end(): Promise<void> {
    this.#scope.close();
    for (const handle of [...this.#handles.values()]) handle.close();
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }
}
