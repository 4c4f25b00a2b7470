/** The suites that every adapter of a port of core passes. For vitest alone. */
export { registryContract } from './registry.ts';
