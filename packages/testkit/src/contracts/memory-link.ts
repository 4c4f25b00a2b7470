import type { Holder, Lease, SharedRecords, StoredChange, StoredPut, StoredRecord } from '@freshet/cluster';
import { type NodeID, RegistryUnavailable } from '@freshet/core';

type Wait = { readonly promise: Promise<void>; readonly resolve: () => void };

/** The link of one node to shared records, which a test cuts and freezes. What was told meanwhile comes later, in order. */
export class MemoryLink implements SharedRecords {
  readonly #records: SharedRecords;
  readonly #cuts = new Set<string>();
  #held: (() => void)[] = [];
  #frozen: Wait | undefined;

  constructor(records: SharedRecords) {
    this.#records = records;
  }

  /** Lets every call fail until the cut of that name is healed. */
  cut(name: string): void {
    this.#cuts.add(name);
  }

  heal(name: string): void {
    this.#cuts.delete(name);
    this.#deliver();
  }

  /** Lets every call wait, and holds back all news. */
  freeze(): void {
    this.#frozen ??= Promise.withResolvers<void>();
  }

  thaw(): void {
    this.#frozen?.resolve();
    this.#frozen = undefined;
    this.#deliver();
  }

  acquire(node: NodeID): Promise<number> {
    return this.#pass(() => this.#records.acquire(node));
  }

  beat(holder: Holder): Promise<readonly Lease[] | undefined> {
    return this.#pass(() => this.#records.beat(holder));
  }

  end(lease: Lease): Promise<boolean> {
    return this.#pass(() => this.#records.end(lease));
  }

  leave(node: NodeID): Promise<void> {
    return this.#pass(() => this.#records.leave(node));
  }

  get(bucket: string, key: string): Promise<StoredRecord | undefined> {
    return this.#pass(() => this.#records.get(bucket, key));
  }

  put(bucket: string, key: string, text: string, expected: number | undefined, holder: Holder): Promise<StoredPut> {
    return this.#pass(() => this.#records.put(bucket, key, text, expected, holder));
  }

  remove(bucket: string, key: string, expected: number): Promise<boolean> {
    return this.#pass(() => this.#records.remove(bucket, key, expected));
  }

  watch(bucket: string, listener: (change: StoredChange) => void): Promise<() => void> {
    return this.#pass(() =>
      this.#records.watch(bucket, (change) => {
        this.#held.push(() => listener(change));
        this.#deliver();
      }),
    );
  }

  async #pass<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    await this.#frozen?.promise;
    if (this.#cuts.size > 0) throw new RegistryUnavailable('the link is cut');
    return ask();
  }

  #deliver(): void {
    if (this.#frozen || this.#cuts.size > 0) return;
    const held = this.#held;
    this.#held = [];
    for (const tell of held) tell();
  }
}
