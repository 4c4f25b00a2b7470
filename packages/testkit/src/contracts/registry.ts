import { describe } from 'vitest';
import type { MakeCluster } from './registry-cluster.ts';
import { leasesContract } from './registry-leases.ts';
import { recordsContract } from './registry-records.ts';
import { watchesContract } from './registry-watches.ts';

/** What every implementation of core's Registry port promises, as a suite of tests. */
export function registryContract(name: string, make: MakeCluster): void {
  describe(`registry ${name}`, () => {
    recordsContract(make);
    watchesContract(make);
    leasesContract(make);
  });
}
