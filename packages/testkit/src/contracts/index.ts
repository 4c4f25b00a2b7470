/** The suites that every adapter of a port of core passes. For vitest alone. */
export { registryContract } from './registry.ts';
export type { MakeCluster, RegistryCluster, RegistryNode } from './registry-cluster.ts';
