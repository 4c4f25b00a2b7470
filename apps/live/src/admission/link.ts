import type { InvitationRole } from '@freshet/protocol';

const pages: Readonly<Record<InvitationRole, string>> = { host: '/host', audience: '/watch' };

/** The invitation in the fragment of an address; empty where there is none. It never reaches a server's log. */
export function invitationOf({ hash }: Pick<Location, 'hash'>): string {
  return hash.replace(/^#/, '');
}

/** The address of the page that an invitation of `role` is for. */
export function linkTo(role: InvitationRole, invitation: string, origin: string): string {
  return `${origin}${pages[role]}#${invitation}`;
}
