import type { AlignedData } from 'uplot';

/** What a line comes to: its last, lowest and highest value. */
export type LineSummary = { readonly last: number; readonly lowest: number; readonly highest: number };

/** Sums up one column of a chart; nothing where it is empty. */
export function summaryOf(column: AlignedData[number] | undefined): LineSummary | undefined {
  let summary: LineSummary | undefined;
  for (const value of column ?? []) {
    if (value === null || value === undefined) continue;
    summary = {
      last: value,
      lowest: Math.min(value, summary?.lowest ?? value),
      highest: Math.max(value, summary?.highest ?? value),
    };
  }
  return summary;
}
