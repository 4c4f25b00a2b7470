import type { AlignedData } from 'uplot';

/** Something that was measured at a moment. */
export type Moment = {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
};

/** Reads one measure off a sample; nothing where nobody took it. */
export type Reading<S extends Moment> = (sample: S) => number | undefined;

/** Samples closer than this are never taken for a pause. Milliseconds. */
const SHORTEST_PAUSE = 15_000;

/**
 * Samples as the columns of a chart: seconds first, then one column for each reading. Where samples pause, an empty
 * moment is put in, so that the line breaks instead of bridging what nobody measured.
 *
 * @param samples oldest first; fine and coarse ones may follow each other
 */
export function columnsOf<S extends Moment>(samples: readonly S[], readings: readonly Reading<S>[]): AlignedData {
  const times: number[] = [];
  const columns: (number | null)[][] = readings.map(() => []);
  samples.forEach((sample, index) => {
    if (isAfterPause(samples, index)) {
      times.push((timeAt(samples, index - 1) + sample.at) / 2000);
      for (const column of columns) column.push(null);
    }
    times.push(sample.at / 1000);
    for (const [place, column] of columns.entries()) column.push(readings[place]?.(sample) ?? null);
  });
  return [times, ...columns];
}

/** Whether nothing was measured before this sample for much longer than its neighbours are apart. */
function isAfterPause(samples: readonly Moment[], index: number): boolean {
  if (index === 0) return false;
  const stepAt = (at: number): number =>
    at > 0 && at < samples.length ? timeAt(samples, at) - timeAt(samples, at - 1) : 0;
  const usual = Math.max(stepAt(index - 1), stepAt(index + 1));
  return stepAt(index) > Math.max(3 * usual, SHORTEST_PAUSE);
}

const timeAt = (samples: readonly Moment[], index: number): number => samples[index]?.at ?? 0;
