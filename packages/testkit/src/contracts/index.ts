/** The suites that every adapter of a port of core passes. For vitest alone. */
export { type MediaPlaneUnderTest, mediaPlaneContract } from './media-plane.ts';
export { registryContract } from './registry.ts';
