/**
 * Moves media with mediasoup, behind core's MediaPlane. Nothing outside this package knows of mediasoup.
 *
 * @module
 */
export { usableAddresses } from './addresses.ts';
export type { MediaLog } from './log.ts';
export { type ListenAddress, MediaStartError } from './media-worker.ts';
export { type MediaPlaneOptions, MediasoupMediaPlane } from './mediasoup-media-plane.ts';
export { type ProbedWay, probeWays } from './reach-probe.ts';
