import type { Log } from '@freshet/core';
import type { AppID } from '@freshet/protocol';
import type { Target } from '@freshet/store';
import { type QueueOptions, TargetQueue } from './target-queue.ts';

/** What a dispatcher gives each of its queues, and where it tells of receivers that are away. */
export type DispatcherOptions = Pick<QueueOptions, 'outbox' | 'clock' | 'retry' | 'attempt'> & { readonly log: Log };

/** Keeps one queue for each target that something waits for, so that none waits for another. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #queues = new Map<string, TargetQueue>();
  #closed = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** There is a letter of this room for this target. */
  wake(target: Target, roomID: string): void {
    this.#queueOf(target)?.wake(roomID);
  }

  /** Tries at once what waits: everything, or all of one project. */
  hurry(appID?: AppID): void {
    for (const target of this.#options.outbox.targets()) {
      if (appID === undefined || target.appID === appID) this.#queueOf(target)?.hurry();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }

  #queueOf(target: Target): TargetQueue | undefined {
    if (this.#closed) return undefined;
    const name = `${target.appID} ${target.origin}`;
    const standing = this.#queues.get(name);
    if (standing) return standing;
    const { outbox, clock, retry, attempt, log } = this.#options;
    const queue = new TargetQueue({
      ...{ target, outbox, clock, retry, attempt },
      onIdle: () => void this.#queues.delete(name),
      onUnkept: (error) =>
        log.error({ ...target, error }, 'what came of callbacks cannot be kept: make room in the data folder'),
      onReach: (isReached, result) => {
        if (isReached) log.info({ ...target, result }, 'callbacks are taken again');
        else log.warn({ ...target, result }, 'callbacks are not taken: they are kept and tried again');
      },
    });
    this.#queues.set(name, queue);
    return queue;
  }
}
