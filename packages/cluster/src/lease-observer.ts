import type { NodeID } from '@freshet/core';
import type { Millis } from '@freshet/kit';
import type { Lease } from './shared-records.ts';

type Sighting = { readonly lease: Lease; readonly since: Millis };

/**
 * Decides which leases have ended, from what one node sees and by that node's clock alone. A lease has ended when its
 * node was watched for a whole lease without a heartbeat. A watcher that looked away for more than half a lease, as
 * it does while the store is out of reach or its own process stands still, begins anew with everyone: nobody is
 * ended in the lease that follows, and owners come back first.
 */
export class LeaseObserver {
  readonly #lease: Millis;
  #sightings = new Map<NodeID, Sighting>();
  #lookedAt: Millis | undefined;

  constructor(lease: Millis) {
    this.#lease = lease;
  }

  /** Takes in the leases that stand at `now`, and answers those that have ended. */
  observe(leases: readonly Lease[], now: Millis): readonly Lease[] {
    const before = this.#lookedAway(now) ? new Map<NodeID, Sighting>() : this.#sightings;
    const sightings = leases.map((lease) => sight(before.get(lease.node), lease, now));
    this.#lookedAt = now;
    this.#sightings = new Map(sightings.map((sighting) => [sighting.lease.node, sighting]));
    return sightings.filter(({ since }) => now - since >= this.#lease).map(({ lease }) => lease);
  }

  #lookedAway(now: Millis): boolean {
    return this.#lookedAt === undefined || now - this.#lookedAt > this.#lease / 2;
  }
}

function sight(before: Sighting | undefined, lease: Lease, now: Millis): Sighting {
  const silent = before?.lease.epoch === lease.epoch && before.lease.beats === lease.beats;
  return silent ? before : { lease, since: now };
}
