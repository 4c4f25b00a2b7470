import { type Millis, millis } from './brand.ts';

/** Where the time comes from, so that policies and expiries can be tested at any hour. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): Millis;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => millis(Date.now()) };
