import type { Bucket, RegistryChange } from '@freshet/core';

type Waiter<Value> = { readonly isEnough: (log: ChangeLog<Value>) => boolean; readonly resolve: () => void };

/** What one watcher of a bucket was told, in order, and what it therefore believes the bucket to hold. */
export class ChangeLog<Value> {
  readonly changes: RegistryChange<Value>[] = [];
  /** The value of each key, as this watcher knows it. */
  readonly view = new Map<string, Value>();
  readonly #waiters = new Set<Waiter<Value>>();
  #stop: () => void = () => undefined;

  /** Watches `bucket`; what is there already is in the log when the promise resolves. */
  static async of<Value>(bucket: Bucket<Value>): Promise<ChangeLog<Value>> {
    const log = new ChangeLog<Value>();
    log.#stop = await bucket.watch((change) => log.#add(change));
    return log;
  }

  private constructor() {}

  get revisions(): number[] {
    return this.changes.map((change) => (change.type === 'put' ? change.record.revision : change.revision));
  }

  /** How many deletes of `key` there were. */
  deletes(key: string): number {
    return this.changes.filter((change) => change.type === 'delete' && change.key === key).length;
  }

  /** Resolves once `isEnough`. */
  until(isEnough: (log: ChangeLog<Value>) => boolean): Promise<void> {
    if (isEnough(this)) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.add({ isEnough, resolve }));
  }

  stop(): void {
    this.#stop();
  }

  #add(change: RegistryChange<Value>): void {
    this.changes.push(change);
    if (change.type === 'put') this.view.set(change.record.key, change.record.value);
    else this.view.delete(change.key);
    for (const waiter of [...this.#waiters]) {
      if (!waiter.isEnough(this)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}
