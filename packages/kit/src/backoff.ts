import { type Millis, millis } from './brand.ts';

/** Shape of a series of waits: `first`, doubled at each try up to `longest`. Milliseconds. */
export type BackoffShape = { readonly first: Millis; readonly longest: Millis };

/**
 * How long to wait before try number `attempt` (0 is the first), between half and the whole of the doubled delay, so
 * that many clients cut off together do not return together.
 *
 * @param random a number in [0, 1)
 */
export function backoff(attempt: number, shape: BackoffShape, random: number): Millis {
  const whole = Math.min(shape.longest, shape.first * 2 ** attempt);
  return millis(Math.round(whole * (0.5 + random / 2)));
}
