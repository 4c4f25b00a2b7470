import { Admission } from '@freshet/protocol';
import * as z from 'zod/mini';

const KEY = 'freshet.admission';
const Kept = z.object({ invitation: z.string(), admission: Admission });

/**
 * Takes out what this tab's last page kept, if it was for the same invitation, so that a reload is the same user. It is
 * taken, not read: a duplicated tab copies the memory of a running one, and two tabs must not be one user.
 */
export function takeAdmission(invitation: string): Admission | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    const kept = text === null ? undefined : Kept.safeParse(JSON.parse(text)).data;
    return kept?.invitation === invitation ? kept.admission : undefined;
  } catch {
    // A browser that keeps nothing for this site throws; a fresh user does as well.
    return undefined;
  }
}

/** Keeps an admission for the next page of this tab. */
export function keepAdmission(invitation: string, admission: Admission): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ invitation, admission }));
  } catch {
    // As above.
  }
}
