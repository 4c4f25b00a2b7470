import type { NodeID } from '@freshet/core';

/** A node's claim to be alive. */
export type Lease = {
  readonly node: NodeID;
  /** Grows with each lease given out: whoever acts under an older one of the same node is refused. */
  readonly epoch: number;
  /** Grows with each heartbeat. */
  readonly beats: number;
};

/** Under which lease a node acts. */
export type Holder = Pick<Lease, 'node' | 'epoch'>;

/** A record as it is kept: its value is JSON text, so that nobody shares an object with anybody. */
export type StoredRecord = {
  readonly key: string;
  readonly text: string;
  readonly owner: NodeID;
  readonly revision: number;
};

/** A change to a bucket, in the order of its revisions. */
export type StoredChange =
  | { readonly type: 'put'; readonly record: StoredRecord }
  | { readonly type: 'delete'; readonly key: string; readonly revision: number };

/** What became of a compare-and-set. */
export type StoredPut =
  | { readonly won: true; readonly record: StoredRecord }
  | { readonly won: false; readonly standing: StoredRecord | undefined };

/**
 * Records and leases as a node reaches them. Calls of one node arrive in the order they were made; one that cannot
 * arrive rejects with `RegistryUnavailable` from `@freshet/core`.
 */
export interface SharedRecords {
  /** Gives `node` a new lease in the place of any it had, and answers with its epoch. Its records stay. */
  acquire(node: NodeID): Promise<number>;
  /** Shows that the holder is alive: every lease there is, or `undefined` where the holder's has ended. */
  beat(holder: Holder): Promise<readonly Lease[] | undefined>;
  /** Ends `lease` and removes its node's records, unless there was a heartbeat since; answers whether it did. */
  end(lease: Lease): Promise<boolean>;
  /** Ends whatever lease `node` has and removes its records. */
  leave(node: NodeID): Promise<void>;
  get(bucket: string, key: string): Promise<StoredRecord | undefined>;
  /** Rejects with `RegistryUnavailable` where the holder's lease has ended, as well. */
  put(bucket: string, key: string, text: string, expected: number | undefined, holder: Holder): Promise<StoredPut>;
  remove(bucket: string, key: string, expected: number): Promise<boolean>;
  /** Tells everything there is before the promise resolves, then every change until the answer is called. */
  watch(bucket: string, listener: (change: StoredChange) => void): Promise<() => void>;
}
