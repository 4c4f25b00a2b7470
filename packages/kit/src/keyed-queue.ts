/** Why a queued task never ran: its queue was closed first. */
export class QueueClosed extends Error {
  override readonly name = 'QueueClosed';
}

/**
 * Runs tasks one after the other for each key, and side by side for different keys. Whatever awaits twice while it
 * changes the same thing goes through the queue of that thing.
 */
export class KeyedQueue<Key> {
  readonly #tails = new Map<Key, Promise<unknown>>();
  #closed = false;

  /** Runs `task` after every earlier task of `key` has settled, and answers with its result. */
  run<Result>(key: Key, task: () => Promise<Result> | Result): Promise<Result> {
    if (this.#closed) return Promise.reject(new QueueClosed('the queue is closed'));
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(() => {
      if (this.#closed) throw new QueueClosed('the queue was closed before this task ran');
      return task();
    });
    const tail = result.then(ignore, ignore).then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    this.#tails.set(key, tail);
    return result;
  }

  /** Resolves when no task is queued or running. */
  async idle(): Promise<void> {
    while (this.#tails.size > 0) await Promise.all(this.#tails.values());
  }

  /** Lets running tasks end and rejects with {@link QueueClosed} those that have not begun. */
  close(): void {
    this.#closed = true;
  }
}

const ignore = (): void => undefined;
