import { type Fields, KeptFields } from './fields.ts';

const KEY = 'freshet.debug';

/** What an earlier visit kept. */
export function recallFields(): KeptFields | undefined {
  try {
    return KeptFields.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null')).data;
  } catch {
    // A browser that keeps nothing for this site throws; the page works without a memory.
    return undefined;
  }
}

/** Keeps the fields for the next visit, the token left out. */
export function rememberFields({ token: _, ...kept }: Fields): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept satisfies KeptFields));
  } catch {
    // As above.
  }
}
