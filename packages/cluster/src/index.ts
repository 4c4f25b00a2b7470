/**
 * What the nodes of a cluster agree on: core's Registry, in the memory of one process.
 *
 * @module
 */
export { MemoryCluster } from './memory-cluster.ts';
export { type JoinOptions, MemoryRegistry } from './memory-registry.ts';
export type {
  Holder,
  Lease,
  SharedRecords,
  StoredChange,
  StoredPut,
  StoredRecord,
} from './shared-records.ts';
