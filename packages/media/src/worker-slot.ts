import { type BackoffShape, backoff, type Clock, Emitter, type Millis, millis, Scope, seconds } from '@freshet/kit';
import type { MediaLog } from './log.ts';
import { MediaWorker, type MediaWorkerOptions } from './media-worker.ts';

export type WorkerSlotOptions = MediaWorkerOptions & {
  readonly index: number;
  readonly log: MediaLog;
  readonly clock: Clock;
};

export type WorkerSlotEvents = {
  /** A new worker stands in the place of one that died. */
  started: { worker: MediaWorker };
  /** Told before anything that stood on the worker hears of it. */
  died: { worker: MediaWorker };
};

/** A worker that dies younger than this is replaced with a delay, which grows from one such death to the next. */
const STEADY_AGE = seconds(10);
const RESTARTS: BackoffShape = { first: millis(200), longest: seconds(10) };

type State =
  | { readonly name: 'running'; readonly worker: MediaWorker; readonly since: Millis }
  | { readonly name: 'restarting' }
  | { readonly name: 'closed' };

/** Keeps one worker running: one that dies is replaced. */
export class WorkerSlot {
  readonly events = new Emitter<WorkerSlotEvents>();
  readonly #options: WorkerSlotOptions;
  readonly #scope = new Scope();
  #state: State = { name: 'restarting' };
  #failures = 0;
  #starting: Promise<void> = Promise.resolve();

  /** @throws MediaStartError */
  static async open(options: WorkerSlotOptions): Promise<WorkerSlot> {
    const slot = new WorkerSlot(options);
    slot.#run(await MediaWorker.create(options));
    return slot;
  }

  private constructor(options: WorkerSlotOptions) {
    this.#options = options;
  }

  /** The worker, unless it is being replaced. */
  get worker(): MediaWorker | undefined {
    return this.#state.name === 'running' ? this.#state.worker : undefined;
  }

  /** Ends the worker; resolves when its process is gone. */
  async close(): Promise<void> {
    const { worker } = this;
    this.#state = { name: 'closed' };
    this.#scope.close();
    this.events.clear();
    await Promise.all([worker?.close(), this.#starting]);
  }

  #run(worker: MediaWorker): void {
    const { index, log, clock } = this.#options;
    this.#state = { name: 'running', worker, since: clock.now() };
    worker.events.on('died', ({ cause }) => this.#bury(worker, cause));
    log.info({ index, workerPid: worker.pid }, 'a media worker is running');
  }

  #bury(worker: MediaWorker, cause: Error): void {
    if (this.#state.name !== 'running') return;
    const { index, log, clock } = this.#options;
    const age = clock.now() - this.#state.since;
    this.#state = { name: 'restarting' };
    this.#failures = age < STEADY_AGE ? this.#failures + 1 : 0;
    this.events.emit('died', { worker });
    // A turn later: a signal that ends the whole server reaches its workers too, and may be heard of after their end.
    this.#scope.after(millis(0), () => {
      log.warn(
        { index, workerPid: worker.pid, age, cause: cause.message },
        'a media worker died; another takes its place',
      );
    });
    this.#restartLater();
  }

  #restartLater(): void {
    const delay = this.#failures === 0 ? millis(0) : backoff(this.#failures - 1, RESTARTS, Math.random());
    this.#scope.after(delay, () => {
      this.#starting = this.#restart();
    });
  }

  async #restart(): Promise<void> {
    const { index, log } = this.#options;
    try {
      const worker = await MediaWorker.create(this.#options);
      if (this.#scope.closed) return await worker.close();
      this.#run(worker);
      this.events.emit('started', { worker });
    } catch (error) {
      log.error({ index, err: error }, 'a media worker did not start; it is tried again');
      this.#failures += 1;
      this.#restartLater();
    }
  }
}
