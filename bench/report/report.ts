import type { Figures } from './figures.ts';

/** What a benchmark hands in. */
export type Report = {
  /** Its name on the command line. */
  readonly bench: string;
  /** What was measured, in one line. */
  readonly measures: string;
  readonly figures: Figures;
  readonly goals: { readonly p50Ms: number; readonly p95Ms: number };
  /** What else it knows: figures with their goal, where they have one. */
  readonly extras: Readonly<Record<string, { readonly value: number; readonly goal?: string }>>;
};

/** The report as one line of JSON. */
export function asJson({ bench, figures, goals, extras }: Report): string {
  const values = Object.entries(extras).map(([name, { value }]) => [name, value]);
  return JSON.stringify({ bench, ...figures, ...Object.fromEntries(values), goals });
}

/** The report as a table for people. */
export function asTable({ bench, measures, figures, goals, extras }: Report): string {
  const rows = [
    ['', 'measured', 'goal'],
    ['samples', figures.samples, ''],
    ['median, ms', figures.p50Ms, `<= ${goals.p50Ms}`],
    ['95 of 100, ms', figures.p95Ms, `<= ${goals.p95Ms}`],
    ['longest, ms', figures.maxMs, ''],
    ...Object.entries(extras).map(([name, { value, goal }]) => [name, value, goal ?? '']),
  ];
  const lines = rows.map(([name, value, goal]) => `${pad(name, -18)}${pad(value, 10)}${pad(goal, 10)}`.trimEnd());
  return [`${bench}: ${measures}`, ...lines].join('\n');
}

/** Prints a report as the command line asks for it. */
export function print(report: Report, args: readonly string[]): void {
  console.log(args.includes('--json') ? asJson(report) : asTable(report));
}

function pad(cell: string | number | undefined, width: number): string {
  const text = String(cell ?? '');
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}
