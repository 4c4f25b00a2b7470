import { type NodeID, RegistryUnavailable } from '@freshet/core';
import { MemoryBucket } from './memory-bucket.ts';
import { type JoinOptions, MemoryRegistry } from './memory-registry.ts';
import type { Holder, Lease, SharedRecords, StoredChange, StoredPut, StoredRecord } from './shared-records.ts';

/**
 * The shared records of one process: a cluster whose nodes all live here, usually a single one. Every call takes a
 * turn of its own, as if it had crossed a network, so what a watcher does never comes between two watchers' news.
 */
export class MemoryCluster implements SharedRecords {
  readonly #leases = new Map<NodeID, Lease>();
  readonly #buckets = new Map<string, MemoryBucket>();
  #epoch = 0;

  /** Makes a node with a lease. */
  join(options: JoinOptions): Promise<MemoryRegistry> {
    return MemoryRegistry.join(this, options);
  }

  async acquire(node: NodeID): Promise<number> {
    await aTurn();
    this.#epoch += 1;
    this.#leases.set(node, { node, epoch: this.#epoch, beats: 0 });
    return this.#epoch;
  }

  async beat(holder: Holder): Promise<readonly Lease[] | undefined> {
    await aTurn();
    const lease = this.#leases.get(holder.node);
    if (lease?.epoch !== holder.epoch) return undefined;
    this.#leases.set(lease.node, { ...lease, beats: lease.beats + 1 });
    return [...this.#leases.values()];
  }

  async end(lease: Lease): Promise<boolean> {
    await aTurn();
    const standing = this.#leases.get(lease.node);
    if (standing?.epoch !== lease.epoch || standing.beats !== lease.beats) return false;
    this.#remove(lease.node);
    return true;
  }

  async leave(node: NodeID): Promise<void> {
    await aTurn();
    this.#remove(node);
  }

  async get(bucket: string, key: string): Promise<StoredRecord | undefined> {
    await aTurn();
    return this.#bucket(bucket).get(key);
  }

  async put(
    bucket: string,
    key: string,
    text: string,
    expected: number | undefined,
    holder: Holder,
  ): Promise<StoredPut> {
    await aTurn();
    if (this.#leases.get(holder.node)?.epoch !== holder.epoch) {
      throw new RegistryUnavailable(`the lease of node ${holder.node} has ended`);
    }
    return this.#bucket(bucket).put(key, text, holder.node, expected);
  }

  async remove(bucket: string, key: string, expected: number): Promise<boolean> {
    await aTurn();
    return this.#bucket(bucket).remove(key, expected);
  }

  async watch(bucket: string, listener: (change: StoredChange) => void): Promise<() => void> {
    await aTurn();
    return this.#bucket(bucket).watch(listener);
  }

  #remove(node: NodeID): void {
    this.#leases.delete(node);
    for (const bucket of this.#buckets.values()) bucket.removeOwnedBy(node);
  }

  #bucket(name: string): MemoryBucket {
    const bucket = this.#buckets.get(name) ?? new MemoryBucket();
    this.#buckets.set(name, bucket);
    return bucket;
  }
}

const aTurn = (): Promise<void> => Promise.resolve();
