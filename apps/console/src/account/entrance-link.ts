/** What a setup link or an invitation carries. */
export type EntranceLink = {
  readonly secret: string;
  /** Whom an invitation is for. */
  readonly name: string | undefined;
};

/**
 * Reads a link's fragment, where the secret stands so that no server log has it.
 *
 * @param fragment the address from its # on
 */
export function readEntranceLink(fragment: string): EntranceLink | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const secret = fields.get('setup');
  return secret ? { secret, name: fields.get('name') ?? undefined } : undefined;
}
