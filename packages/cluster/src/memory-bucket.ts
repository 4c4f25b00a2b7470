import type { NodeID } from '@freshet/core';
import { Emitter } from '@freshet/kit';
import type { StoredChange, StoredPut, StoredRecord } from './shared-records.ts';

/** The records of one name, with those who watch them. */
export class MemoryBucket {
  readonly #records = new Map<string, StoredRecord>();
  readonly #changes = new Emitter<{ changed: StoredChange }>();
  #revision = 0;

  get(key: string): StoredRecord | undefined {
    return this.#records.get(key);
  }

  put(key: string, text: string, owner: NodeID, expected: number | undefined): StoredPut {
    const standing = this.#records.get(key);
    if (standing?.revision !== expected) return { won: false, standing };
    this.#revision += 1;
    const record = { key, text, owner, revision: this.#revision };
    // A key that is written again moves to the end, so that a snapshot is in the order of revisions too.
    this.#records.delete(key);
    this.#records.set(key, record);
    this.#changes.emit('changed', { type: 'put', record });
    return { won: true, record };
  }

  remove(key: string, expected: number): boolean {
    if (this.#records.get(key)?.revision !== expected) return false;
    this.#records.delete(key);
    this.#revision += 1;
    this.#changes.emit('changed', { type: 'delete', key, revision: this.#revision });
    return true;
  }

  removeOwnedBy(node: NodeID): void {
    for (const { key, owner, revision } of [...this.#records.values()]) {
      if (owner === node) this.remove(key, revision);
    }
  }

  watch(listener: (change: StoredChange) => void): () => void {
    let watching = true;
    for (const record of this.#records.values()) listener({ type: 'put', record });
    const off = this.#changes.on('changed', (change) => {
      if (watching) listener(change);
    });
    return () => {
      watching = false;
      off();
    };
  }
}
