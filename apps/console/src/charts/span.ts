import type { Moment } from './columns.ts';
import type { Span } from './use-plot.ts';

/** The last `minutes` up to the newest sample, or up to `now` where there is none. Milliseconds in, seconds out. */
export function spanOf(samples: readonly Moment[] | undefined, minutes: number, now: number): Span {
  const end = (samples?.at(-1)?.at ?? now) / 1000;
  return [end - minutes * 60, end];
}
