import uPlot, { type AlignedData } from 'uplot';
import type { LineLook } from './chart-options.ts';
import { columnsOf, type Moment, type Reading } from './columns.ts';

/** A line and what it is called. */
export type NamedLine = LineLook & { readonly label: string };

/** Lines that were measured at the same moments. */
export type Track = { readonly columns: AlignedData; readonly lines: readonly NamedLine[] };

/** One measure of the samples of a track. */
export type Line<S extends Moment> = NamedLine & { readonly read: Reading<S> };

/** Makes lines of samples; see {@link columnsOf}. */
export function trackOf<S extends Moment>(samples: readonly S[], lines: readonly Line<S>[]): Track {
  return {
    columns: columnsOf(
      samples,
      lines.map(({ read }) => read),
    ),
    lines: lines.map(({ read: _, ...line }) => line),
  };
}

/** Lets a pause swallow the moments beside it that only another track has: uPlot breaks a line at nothing less. */
const NULL_EXPAND = 2;

/** Every track in one: `null` where a line pauses, `undefined` where only another one was measured. */
export function joined(tracks: readonly Track[]): AlignedData {
  const columns = tracks.map((track) => track.columns);
  if (columns.length === 1 && columns[0]) return columns[0];
  return uPlot.join(
    columns,
    columns.map((track) => track.map(() => NULL_EXPAND)),
  );
}

/** A line's value at a moment: measured there, or last before it without a pause between. Without a moment, its last. */
export function valueAt(column: AlignedData[number] | undefined, index: number | undefined): number | undefined {
  const isAny = index === undefined;
  for (let at = index ?? (column?.length ?? 0) - 1; at >= 0; at -= 1) {
    const value = column?.[at];
    if (typeof value === 'number') return value;
    if (value === null && !isAny) return undefined;
  }
  return undefined;
}
