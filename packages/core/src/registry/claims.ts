import { KeyedQueue, Scope } from '@freshet/kit';
import type { Bucket, Registry, RegistryChange, RegistryRecord } from '../ports/registry.ts';

/** A record that this node holds for one of its owners. */
export type Claim<Value> = {
  readonly key: string;
  readonly value: Value;
  /** Gives the record up, if it still is this claim's. */
  release(): Promise<void>;
};

/** What became of a wish to claim: a claim, or the value that stands in its way. */
export type ClaimResult<Value> =
  | { readonly won: true; readonly claim: Claim<Value> }
  | { readonly won: false; readonly standing: Value };

type Held<Value> = { value: Value; revision: number; readonly lost: () => void };

/** How one bucket is claimed. */
export type ClaimRules<Value> = {
  readonly registry: Registry;
  readonly bucket: string;
  /** Whether a new claim of `next` takes the place of the one that stands. */
  readonly mayReplace: (standing: Value, next: Value) => boolean;
};

/**
 * The claims of this node on one bucket: users, streams, room homes. A claim that another takes over is reported to
 * its owner once; after an outage of the store the claims that still stand here are asserted again.
 */
export class Claims<Value> {
  readonly #bucket: Bucket<Value>;
  readonly #mayReplace: ClaimRules<Value>['mayReplace'];
  readonly #held = new Map<string, Held<Value>>();
  readonly #queue = new KeyedQueue<string>();
  readonly #scope = new Scope();

  static async open<Value>(rules: ClaimRules<Value>): Promise<Claims<Value>> {
    const claims = new Claims(rules);
    const { registry } = rules;
    claims.#scope.add(registry.events.on('leaseRegained', () => claims.#assertAgain()));
    claims.#scope.add(await claims.#bucket.watch((change) => claims.#changed(registry, change)));
    return claims;
  }

  private constructor(rules: ClaimRules<Value>) {
    this.#bucket = rules.registry.bucket(rules.bucket);
    this.#mayReplace = rules.mayReplace;
  }

  /**
   * Claims `key`, in the place of a standing claim where the rules allow it.
   *
   * @param lost called once if another's claim takes this one's place
   */
  claim(key: string, value: Value, lost: () => void): Promise<ClaimResult<Value>> {
    return this.#queue.run(key, async () => {
      let standing = await this.#bucket.get(key);
      for (;;) {
        if (standing && !this.#mayReplace(standing.value, value)) return { won: false, standing: standing.value };
        const result = await this.#bucket.put(key, value, standing?.revision);
        if (result.won) return { won: true, claim: this.#hold(result.record, lost) };
        standing = result.standing;
      }
    });
  }

  close(): void {
    this.#scope.close();
    this.#held.clear();
    this.#queue.close();
  }

  #hold(record: RegistryRecord<Value>, lost: () => void): Claim<Value> {
    const replaced = this.#held.get(record.key);
    const held: Held<Value> = { value: record.value, revision: record.revision, lost };
    this.#held.set(record.key, held);
    replaced?.lost();
    return { key: record.key, value: record.value, release: () => this.#release(record.key, held) };
  }

  #release(key: string, held: Held<Value>): Promise<void> {
    return this.#queue.run(key, async () => {
      if (this.#held.get(key) !== held) return;
      this.#held.delete(key);
      await this.#bucket.remove(key, held.revision);
    });
  }

  #changed(registry: Registry, change: RegistryChange<Value>): void {
    if (change.type === 'delete' || change.record.owner === registry.node) return;
    const held = this.#held.get(change.record.key);
    if (!held || held.revision >= change.record.revision) return;
    this.#held.delete(change.record.key);
    held.lost();
  }

  #assertAgain(): void {
    for (const [key, held] of this.#held) {
      this.#queue.run(key, () => this.#assertOne(key, held)).catch(() => this.#giveUp(key, held));
    }
  }

  async #assertOne(key: string, held: Held<Value>): Promise<void> {
    if (this.#held.get(key) !== held) return;
    const standing = await this.#bucket.get(key);
    if (standing?.revision === held.revision) return;
    const result = await this.#bucket.put(key, held.value, undefined);
    if (result.won) held.revision = result.record.revision;
    else this.#giveUp(key, held);
  }

  #giveUp(key: string, held: Held<Value>): void {
    if (this.#held.get(key) !== held) return;
    this.#held.delete(key);
    held.lost();
  }
}
