import type { Sdk } from '../engine/sdk.ts';
import type { Fault } from './debug-state.ts';

/** A code the SDK told, or an error it threw, in the SDK's own words. */
export function faultOf(sdk: Sdk, problem: unknown): Fault {
  if (problem instanceof sdk.FreshetError) return { code: problem.code, words: problem.message };
  if (typeof problem !== 'number') return { code: 0, words: String(problem) };
  const table: Readonly<Record<number, { readonly means: string; readonly cure: string }>> = sdk.errorTable;
  const entry = table[problem];
  return { code: problem, words: entry ? `${entry.means}: ${entry.cure} (${problem})` : String(problem) };
}
