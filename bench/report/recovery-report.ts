import type { FaultSide } from '@freshet/testkit';
import type { Figures } from './figures.ts';

/** What became of one fault over its runs. */
export type RecoveryCase = Pick<Figures, 'samples' | 'p50Ms' | 'p95Ms'> & {
  readonly name: string;
  readonly side: FaultSide;
  /** Whether clients and server were of one mind after every run. */
  readonly equal: boolean;
  /** Milliseconds. */
  readonly goalMs?: number;
};

/** The cases as one line of JSON. */
export const casesAsJson = (cases: readonly RecoveryCase[]): string => JSON.stringify({ bench: 'recovery', cases });

/** The cases as a table for people. */
export function casesAsTable(cases: readonly RecoveryCase[]): string {
  const rows = cases.map(({ name, side, samples, p50Ms, p95Ms, goalMs, equal }) =>
    row([name, side, samples, p50Ms, p95Ms, goalMs === undefined ? '' : `<= ${goalMs}`, equal ? 'yes' : 'NO']),
  );
  return [
    'recovery: from the return of the link, or from the fault, to moving pictures and the room, in ms',
    row(['', 'side', 'samples', 'median', '95 of 100', 'goal', 'equal']),
    ...rows,
  ].join('\n');
}

/** Prints the cases as the command line asks for them. */
export function printCases(cases: readonly RecoveryCase[], args: readonly string[]): void {
  console.log(args.includes('--json') ? casesAsJson(cases) : casesAsTable(cases));
}

const WIDTHS = [-48, -10, 8, 9, 10, 9, 6] as const;

function row(cells: readonly (string | number)[]): string {
  const padded = cells.map((cell, column) => {
    const width = WIDTHS[column] ?? 0;
    return width < 0 ? String(cell).padEnd(-width) : String(cell).padStart(width);
  });
  return padded.join('').trimEnd();
}
