import { randomUUID } from 'node:crypto';
import { type Bucket, type NodeID, type Registry, type RegistryEvents, RegistryUnavailable } from '@freshet/core';
import { type Clock, Emitter, type Millis, Scope } from '@freshet/kit';
import { LeaseObserver } from './lease-observer.ts';
import { type BucketOwner, LeasedBucket } from './leased-bucket.ts';
import type { Holder, SharedRecords } from './shared-records.ts';

/** How a node shows that it is alive. */
export type JoinOptions = {
  /** How long a node may go without a heartbeat before the others remove its records. */
  readonly lease: Millis;
  /** How often it shows itself: at most a third of the lease, so that one late heartbeat ends nothing. */
  readonly heartbeat: Millis;
  readonly clock: Clock;
};

type Held = { readonly name: 'held'; readonly epoch: number; readonly beatAt: Millis };
type State = Held | { readonly name: 'lost' } | { readonly name: 'closed' };

/** One node's handle on shared records: its lease, its heartbeats, and its share of removing what the dead leave. */
export class MemoryRegistry implements Registry {
  readonly node: NodeID;
  readonly events = new Emitter<RegistryEvents>();
  readonly #records: SharedRecords;
  readonly #options: JoinOptions;
  readonly #observer: LeaseObserver;
  readonly #scope = new Scope();
  #state: State;
  #beating: Promise<void> | undefined;
  #closed: Promise<void> | undefined;

  /**
   * Makes a node with a lease on `records`.
   *
   * @throws RangeError where the heartbeat is longer than a third of the lease
   * @throws RegistryUnavailable where the records cannot be reached
   */
  static async join(records: SharedRecords, options: JoinOptions): Promise<MemoryRegistry> {
    if (options.heartbeat * 3 > options.lease) {
      throw new RangeError(`a heartbeat of ${options.heartbeat} ms is too slow for a lease of ${options.lease} ms`);
    }
    const node = randomUUID() as NodeID;
    const beatAt = options.clock.now();
    const epoch = await records.acquire(node);
    return new MemoryRegistry(node, { name: 'held', epoch, beatAt }, records, options);
  }

  private constructor(node: NodeID, held: Held, records: SharedRecords, options: JoinOptions) {
    this.node = node;
    this.#state = held;
    this.#records = records;
    this.#options = options;
    this.#observer = new LeaseObserver(options.lease);
    this.#scope.every(options.heartbeat, () => this.#tick());
  }

  bucket<Value>(name: string): Bucket<Value> {
    const owner: BucketOwner = {
      records: this.#records,
      scope: this.#scope,
      checkOpen: () => this.#checkOpen(),
      holder: () => this.#holder(),
    };
    return new LeasedBucket<Value>(name, owner);
  }

  close(): Promise<void> {
    this.#closed ??= this.#leave();
    return this.#closed;
  }

  #checkOpen(): void {
    if (this.#state.name === 'closed') throw new RegistryUnavailable(`node ${this.node} is closed`);
  }

  #holder(): Holder {
    this.#checkOpen();
    if (this.#state.name !== 'held') throw new RegistryUnavailable(`the lease of node ${this.node} has ended`);
    return { node: this.node, epoch: this.#state.epoch };
  }

  #tick(): void {
    if (this.#beating) {
      this.#loseIfOverdue();
      return;
    }
    this.#beating = this.#beat().finally(() => {
      this.#beating = undefined;
    });
  }

  async #beat(): Promise<void> {
    try {
      if (this.#state.name === 'held') await this.#renew(this.#state);
      if (this.#state.name === 'lost') await this.#regain();
    } catch (error) {
      if (!(error instanceof RegistryUnavailable)) throw error;
      this.#loseIfOverdue();
    }
  }

  async #renew(held: Held): Promise<void> {
    const beatAt = this.#options.clock.now();
    const leases = await this.#records.beat({ node: this.node, epoch: held.epoch });
    if (this.#state !== held) return;
    if (leases === undefined) {
      this.#lose();
      return;
    }
    this.#state = { ...held, beatAt };
    const others = leases.filter(({ node }) => node !== this.node);
    const ended = this.#observer.observe(others, this.#options.clock.now());
    for (const lease of ended) await this.#records.end(lease);
  }

  async #regain(): Promise<void> {
    const beatAt = this.#options.clock.now();
    const epoch = await this.#records.acquire(this.node);
    if (this.#state.name === 'closed') return;
    this.#state = { name: 'held', epoch, beatAt };
    this.events.emit('leaseRegained', {});
  }

  // While the store is out of reach the node ends its own lease by its own clock, as the others would.
  #loseIfOverdue(): void {
    if (this.#state.name !== 'held') return;
    if (this.#options.clock.now() - this.#state.beatAt >= this.#options.lease) this.#lose();
  }

  #lose(): void {
    this.#state = { name: 'lost' };
    this.events.emit('leaseLost', {});
  }

  async #leave(): Promise<void> {
    this.#state = { name: 'closed' };
    this.#scope.close();
    try {
      await this.#records.leave(this.node);
    } catch (error) {
      // The others find out when no heartbeat comes.
      if (!(error instanceof RegistryUnavailable)) throw error;
    }
  }
}
