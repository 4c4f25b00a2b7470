import type { Happening } from './debug-state.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** Arguments as one JSON text, numbers to three places. */
export function argsText(args: readonly unknown[]): string {
  const short = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
  // Spaces between the members let a long line break there. Line breaks within texts are escaped, so none is lost.
  const text = (arg: unknown): string => JSON.stringify(arg, short, 1)?.replaceAll(/\n */g, ' ') ?? 'undefined';
  return args.map(text).join(', ');
}

/** The time of day here, to the millisecond. */
export function momentText(at: number): string {
  const time = new Date(at);
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return `${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** A log to hand on, a line each, in the order it has. */
export function logText(log: readonly Happening[]): string {
  return log.map(({ at, name, args }) => `${new Date(at).toISOString()} ${name}(${args})`).join('\n');
}
