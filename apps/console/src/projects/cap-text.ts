import { limits } from '@freshet/protocol';
import type { ProjectCaps } from '@freshet/protocol/console';

/** A limit of a project. */
export type CapName = keyof ProjectCaps;

/** How a limit is typed: what an empty field stands for, and the highest number that counts. */
type CapRange = { readonly usual: number; readonly most: number };

const unlimited: CapRange = { usual: 0, most: 10_000_000 };

/** Every limit of a project. */
export const capRanges: Readonly<Record<CapName, CapRange>> = {
  rooms: unlimited,
  users: unlimited,
  roomUsers: unlimited,
  plays: { usual: limits.plays, most: limits.mostPlays },
};

/** What stands in the field of a limit: nothing where it is as usual. */
export function capText(name: CapName, value: number): string {
  return value === capRanges[name].usual ? '' : `${value}`;
}

/** The limit that was typed; NaN for what is no number that counts. */
export function readCap(name: CapName, text: string): number {
  const { usual, most } = capRanges[name];
  const bare = text.replaceAll(/[\s,]/g, '');
  if (bare === '') return usual;
  const value = /^\d+$/.test(bare) ? Number(bare) : Number.NaN;
  // 0 is no limit, where there can be none.
  return value <= most && value >= Math.min(usual, 1) ? value : Number.NaN;
}
