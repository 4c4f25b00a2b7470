import type { Bucket, PutResult, RegistryChange, RegistryRecord } from '@freshet/core';
import type { Scope } from '@freshet/kit';
import type { Holder, SharedRecords, StoredChange, StoredRecord } from './shared-records.ts';

/** What a bucket needs of the node it writes for. */
export type BucketOwner = {
  readonly records: SharedRecords;
  /** Ends with the node. */
  readonly scope: Scope;
  /** Throws `RegistryUnavailable` where the node is closed. */
  checkOpen(): void;
  /** The lease to write under; throws `RegistryUnavailable` where there is none. */
  holder(): Holder;
};

/** A bucket of the shared records, read and written in the name of one node. */
export class LeasedBucket<Value> implements Bucket<Value> {
  readonly #name: string;
  readonly #owner: BucketOwner;

  constructor(name: string, owner: BucketOwner) {
    this.#name = name;
    this.#owner = owner;
  }

  async get(key: string): Promise<RegistryRecord<Value> | undefined> {
    this.#owner.checkOpen();
    return read<Value>(await this.#owner.records.get(this.#name, key));
  }

  async put(key: string, value: Value, expected: number | undefined): Promise<PutResult<Value>> {
    const holder = this.#owner.holder();
    const put = await this.#owner.records.put(this.#name, key, JSON.stringify(value), expected, holder);
    return put.won ? { won: true, record: parse(put.record) } : { won: false, standing: read(put.standing) };
  }

  async remove(key: string, expected: number): Promise<boolean> {
    this.#owner.checkOpen();
    return this.#owner.records.remove(this.#name, key, expected);
  }

  async watch(listener: (change: RegistryChange<Value>) => void): Promise<() => void> {
    this.#owner.checkOpen();
    const stop = await this.#owner.records.watch(this.#name, (change) => listener(parseChange<Value>(change)));
    return this.#owner.scope.add(stop);
  }
}

function read<Value>(stored: StoredRecord | undefined): RegistryRecord<Value> | undefined {
  return stored && parse<Value>(stored);
}

// The text is what a put of the same bucket wrote, and a bucket has one type of value.
function parse<Value>({ key, text, owner, revision }: StoredRecord): RegistryRecord<Value> {
  return { key, value: JSON.parse(text) as Value, owner, revision };
}

function parseChange<Value>(change: StoredChange): RegistryChange<Value> {
  return change.type === 'put' ? { type: 'put', record: parse(change.record) } : change;
}
