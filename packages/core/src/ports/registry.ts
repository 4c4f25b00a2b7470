import type { Brand, Emitter } from '@freshet/kit';

/** Names one running server process. A process that starts again has a new one. */
export type NodeID = Brand<string, 'NodeID'>;

/** A record as the whole cluster sees it. */
export type RegistryRecord<Value> = {
  readonly key: string;
  readonly value: Value;
  /** The node that wrote it; the record goes when that node's lease ends. */
  readonly owner: NodeID;
  /** Changes with every write of the bucket and only grows. */
  readonly revision: number;
};

/** A change to a bucket, in the order of its revisions. An expiry is a delete like any other. */
export type RegistryChange<Value> =
  | { readonly type: 'put'; readonly record: RegistryRecord<Value> }
  | { readonly type: 'delete'; readonly key: string; readonly revision: number };

/** What became of a compare-and-set. */
export type PutResult<Value> =
  | { readonly won: true; readonly record: RegistryRecord<Value> }
  /** What stands instead: another's record, or nothing where one was expected. */
  | { readonly won: false; readonly standing: RegistryRecord<Value> | undefined };

/** A named set of small records, shared by every node. Values are plain JSON. */
export interface Bucket<Value> {
  /** The record of `key`, if there is one. */
  get(key: string): Promise<RegistryRecord<Value> | undefined>;
  /**
   * Writes `key` in the name of this node if its revision still is `expected`; `undefined` expects no record.
   *
   * @throws RegistryUnavailable when the store cannot be reached, or this node's lease has ended: what a paused node
   * believes to own may be another's by now, so its writes are refused until it has a new lease.
   */
  put(key: string, value: Value, expected: number | undefined): Promise<PutResult<Value>>;
  /** Removes `key` if its revision still is `expected`; answers whether it did. */
  remove(key: string, expected: number): Promise<boolean>;
  /**
   * Tells `listener` every record there is, as puts, before the promise resolves, and every change after it, in
   * order and without a gap, until the returned function is called.
   */
  watch(listener: (change: RegistryChange<Value>) => void): Promise<() => void>;
}

/** The store cannot be reached, or this node's lease has ended. */
export class RegistryUnavailable extends Error {
  override readonly name = 'RegistryUnavailable';
}

export type RegistryEvents = {
  /** This node's lease ended: its records are, or will be, removed by the others. */
  leaseLost: Record<never, never>;
  /** This node has a lease again: its owners re-assert what they still hold. */
  leaseRegained: Record<never, never>;
};

/** Records that all nodes agree on, and the lease by which the cluster knows that a node is alive. */
export interface Registry {
  readonly node: NodeID;
  readonly events: Emitter<RegistryEvents>;
  /** The bucket of that name; every call with one name gives the same records. */
  bucket<Value>(name: string): Bucket<Value>;
  /** Ends this node's lease now, so that its records go at once, and stops its timers. */
  close(): Promise<void>;
}
