import type * as z from 'zod/mini';
import type { ApiCode } from './api-errors.ts';

/** So many calls in so many seconds. */
export type Rate = { readonly calls: number; readonly seconds: number };

/** One operation of the server API, in both its forms. */
export type Operation = {
  /** What the original calls it, in `Action=`. */
  readonly action: string;
  /** What it does, in a line. */
  readonly summary: string;
  readonly group: 'Users' | 'Rooms' | 'Messages' | 'Streams' | 'Rules';
  readonly params: z.ZodMiniObject;
  readonly result: z.ZodMiniType;
  /** How often a project may call it, and how often for one room. */
  readonly rates: { readonly project: Rate; readonly room?: Rate };
  /** What it answers where a project calls too often. */
  readonly tooOften: ApiCode;
  /** What it answers beyond what every operation can. */
  readonly codes: readonly ApiCode[];
};

export const perSecond = (calls: number): Operation['rates'] => ({ project: { calls, seconds: 1 } });
