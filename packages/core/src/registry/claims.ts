import { KeyedQueue, type Millis, Scope, seconds } from '@freshet/kit';
import { ignoreWhenClosed } from '../closed-queue.ts';
import type { Bucket, NodeID, Registry, RegistryChange, RegistryRecord } from '../ports/registry.ts';

/** How long after a failure of the store it is asked again. */
const RETRY: Millis = seconds(1);

/** A record that this node holds for one of its owners. */
export type Claim<Value> = {
  readonly key: string;
  readonly value: Value;
  /**
   * Gives the record up, if it still is this claim's. Where the store is away, the record goes as soon as it is back;
   * whoever claims it on this node meanwhile gets it.
   */
  release(): Promise<void>;
};

/** What became of a wish to claim: a claim, or the value that stands in its way. */
export type ClaimResult<Value> =
  | { readonly won: true; readonly claim: Claim<Value> }
  | { readonly won: false; readonly standing: Value };

type Held<Value> = { readonly value: Value; revision: number; readonly lost: () => void };

/** How one bucket is claimed. A node has one `Claims` for each of its buckets. */
export type ClaimRules<Value> = {
  readonly registry: Registry;
  readonly bucket: string;
  /** What a new claim of `next` puts in the place of the one that stands; `undefined` where it gives way to it. */
  readonly replace: (standing: Value, next: Value) => Value | undefined;
};

/**
 * The claims of this node on one bucket: users, streams, room homes. A claim that another takes over is reported to
 * its owner once. What the store could not be told, because it was away, it is told when it is back: what is held here
 * is asserted again, what was given up is removed.
 */
export class Claims<Value> {
  readonly #node: NodeID;
  readonly #bucket: Bucket<Value>;
  readonly #replace: ClaimRules<Value>['replace'];
  readonly #held = new Map<string, Held<Value>>();
  /** For each key with a claim on its way, the highest revision that another node has written meanwhile. */
  readonly #overtaken = new Map<string, number>();
  /** Keys of which the store may say something else than this node. */
  readonly #unsettled = new Set<string>();
  readonly #queue = new KeyedQueue<string>();
  readonly #scope = new Scope();

  static async open<Value>(rules: ClaimRules<Value>): Promise<Claims<Value>> {
    const claims = new Claims(rules);
    claims.#scope.add(rules.registry.events.on('leaseRegained', () => claims.#assertAll()));
    claims.#scope.add(await claims.#bucket.watch((change) => claims.#changed(change)));
    return claims;
  }

  private constructor(rules: ClaimRules<Value>) {
    this.#node = rules.registry.node;
    this.#bucket = rules.registry.bucket(rules.bucket);
    this.#replace = rules.replace;
  }

  /**
   * Claims `key`, in the place of a standing claim where the rules allow it.
   *
   * @param lost called once if another's claim takes this one's place, which may be before the promise resolves
   * @throws RegistryUnavailable, QueueClosed
   */
  claim(key: string, value: Value, lost: () => void): Promise<ClaimResult<Value>> {
    return this.#queue.run(key, async () => {
      this.#overtaken.set(key, 0);
      try {
        return await this.#claim(key, value, lost);
      } catch (error) {
        // The store may have taken the record all the same.
        this.#settleLater(key);
        throw error;
      } finally {
        this.#overtaken.delete(key);
      }
    });
  }

  /** Forgets every claim; the records go with the node's lease. */
  close(): void {
    this.#scope.close();
    this.#held.clear();
    this.#queue.close();
  }

  async #claim(key: string, value: Value, lost: () => void): Promise<ClaimResult<Value>> {
    let standing = await this.#bucket.get(key);
    for (;;) {
      let next = value;
      if (standing) {
        const successor = this.#successor(standing, value);
        if (successor === undefined) return { won: false, standing: standing.value };
        next = successor;
      }
      const result = await this.#bucket.put(key, next, standing?.revision);
      if (result.won) return { won: true, claim: this.#hold(result.record, lost) };
      standing = result.standing;
    }
  }

  // A record of this node that nobody here holds was given up while the store was away.
  #successor({ key, owner, value }: RegistryRecord<Value>, next: Value): Value | undefined {
    return owner === this.#node && !this.#held.has(key) ? next : this.#replace(value, next);
  }

  #hold({ key, value, revision }: RegistryRecord<Value>, lost: () => void): Claim<Value> {
    const replaced = this.#held.get(key);
    const held: Held<Value> = { value, revision, lost };
    this.#held.set(key, held);
    replaced?.lost();
    if ((this.#overtaken.get(key) ?? 0) > revision) this.#giveUp(key, held);
    return { key, value, release: () => this.#release(key, held).catch(ignoreWhenClosed) };
  }

  #release(key: string, held: Held<Value>): Promise<void> {
    return this.#queue.run(key, async () => {
      if (this.#held.get(key) !== held) return;
      this.#held.delete(key);
      await this.#bucket.remove(key, held.revision).catch(() => this.#settleLater(key));
    });
  }

  #changed(change: RegistryChange<Value>): void {
    if (change.type === 'delete' || change.record.owner === this.#node) return;
    const { key, revision } = change.record;
    if (this.#overtaken.has(key)) this.#overtaken.set(key, revision);
    const held = this.#held.get(key);
    if (held && held.revision < revision) this.#giveUp(key, held);
  }

  #assertAll(): void {
    for (const key of [...this.#held.keys(), ...this.#unsettled]) this.#settleSoon(key);
  }

  #settleLater(key: string): void {
    if (this.#unsettled.size === 0) this.#scope.after(RETRY, () => this.#retry());
    this.#unsettled.add(key);
  }

  #retry(): void {
    const keys = [...this.#unsettled];
    this.#unsettled.clear();
    for (const key of keys) this.#settleSoon(key);
  }

  #settleSoon(key: string): void {
    this.#queue
      .run(key, () => this.#settle(key))
      .catch(ignoreWhenClosed)
      .catch(() => this.#settleLater(key));
  }

  // Makes the store say of `key` what this node says.
  async #settle(key: string): Promise<void> {
    const standing = await this.#bucket.get(key);
    const ours = standing?.owner === this.#node ? standing : undefined;
    const held = this.#held.get(key);
    if (!held) {
      if (ours) await this.#bucket.remove(key, ours.revision);
      return;
    }
    if (ours?.revision === held.revision) return;
    const result = await this.#bucket.put(key, held.value, ours?.revision);
    if (result.won) held.revision = result.record.revision;
    else this.#giveUp(key, held);
  }

  #giveUp(key: string, held: Held<Value>): void {
    if (this.#held.get(key) !== held) return;
    this.#held.delete(key);
    held.lost();
  }
}
