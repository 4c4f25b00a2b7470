/**
 * What every part of Freshet stands on: events, queues, scopes, units. No dependency; runs in Node and browsers.
 *
 * @module
 */
export { type BackoffShape, backoff } from './backoff.ts';
export { type Brand, type Millis, millis, seconds } from './brand.ts';
export { type Clock, systemClock } from './clock.ts';
export { Emitter, type ListenerFailed } from './emitter.ts';
export { KeyedQueue, QueueClosed } from './keyed-queue.ts';
export { Scope } from './scope.ts';
