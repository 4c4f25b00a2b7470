/** What a series of samples comes to. Milliseconds. */
export type Figures = {
  readonly samples: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
};

/**
 * Sums up samples by nearest rank: each figure is one of the samples.
 *
 * @throws RangeError where there is none
 */
export function figuresOf(samples: readonly number[]): Figures {
  if (samples.length === 0) throw new RangeError('no samples were taken');
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number => rounded(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { samples: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

/** To a tenth, which is more than any clock here can tell. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
