/** What the console's benchmark found. */
export type ConsoleFigures = {
  /** From the navigation to the list of rooms in use, of a browser that has nothing of the console yet. */
  readonly interactiveMs: number;
  /** Frames a second while a list scrolls under the mouse wheel; that of the slowest list. */
  readonly listFps: number;
  /** What an open live view adds to the server's CPU, as a share of one core; that of the costliest view. */
  readonly serverCpuShare: number;
  /** How each came about, for the table alone. */
  readonly parts: readonly { readonly name: string; readonly text: string }[];
};

/** The figures as one line of JSON. */
export function consoleAsJson({ interactiveMs, listFps, serverCpuShare }: ConsoleFigures): string {
  return JSON.stringify({ bench: 'console', interactiveMs, listFps, serverCpuShare });
}

/** The figures as a table for people. */
export function consoleAsTable({ interactiveMs, listFps, serverCpuShare, parts }: ConsoleFigures): string {
  return [
    'console: 1,000 rooms, one of them with 10,000 users, who all report their quality',
    row('', 'measured', 'goal'),
    row('interactive, ms', String(interactiveMs), '< 2000'),
    row('list, frames a second', String(listFps), '>= 50'),
    row('server, share of a core', `${(serverCpuShare * 100).toFixed(1)} %`, ''),
    ...parts.map(({ name, text }) => row(`  ${name}`, text, '')),
  ].join('\n');
}

/** Prints the figures as the command line asks for them. */
export function printConsole(figures: ConsoleFigures, args: readonly string[]): void {
  console.log(args.includes('--json') ? consoleAsJson(figures) : consoleAsTable(figures));
}

const row = (name: string, value: string, goal: string): string =>
  `${name.padEnd(44)}${value.padStart(14)}${goal.padStart(10)}`.trimEnd();
