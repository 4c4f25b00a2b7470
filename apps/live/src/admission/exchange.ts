import { Admission, Refusal } from '@freshet/protocol';
import { type Trouble, troubleOf } from './trouble.ts';

/** What came of an exchange. */
export type Exchanged =
  | { readonly outcome: 'admitted'; readonly admission: Admission }
  | { readonly outcome: 'refused'; readonly trouble: Trouble };

/** Exchanges an invitation for a fresh user and what it needs to log in. Never rejects. */
export async function exchange(invitation: string): Promise<Exchanged> {
  try {
    const response = await fetch('/api/invitations/exchange', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invitation }),
    });
    const body: unknown = await response.json();
    if (response.ok) return { outcome: 'admitted', admission: Admission.parse(body) };
    return { outcome: 'refused', trouble: refusal(response.status, body) };
  } catch {
    // No answer, or one that is not Freshet's: whatever stands between, there is no server to talk to.
    return { outcome: 'refused', trouble: { kind: 'serverAway' } };
  }
}

function refusal(status: number, body: unknown): Trouble {
  if (status >= 500) return { kind: 'serverAway' };
  const { code } = Refusal.parse(body);
  const trouble = troubleOf(code);
  return trouble.kind === 'failed' ? { kind: 'badInvitation', code } : trouble;
}
