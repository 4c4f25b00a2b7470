import { hashSecret, isSame, makeSecret } from './secrets.ts';

/** The one-time link that makes the first owner: a new one at each start, as long as nobody has an account. */
export class SetupLink {
  /** For the one who started the server. */
  readonly path: string;
  readonly #hash: string;

  constructor() {
    const secret = makeSecret();
    this.path = linkPath(secret);
    this.#hash = hashSecret(secret);
  }

  opensWith(secret: string): boolean {
    return isSame(hashSecret(secret), this.#hash);
  }
}

/** Where a one-time secret leads. In the fragment, which browsers do not send. */
export function linkPath(secret: string, name?: string): string {
  const fragment = new URLSearchParams({ setup: secret, ...(name === undefined ? {} : { name }) });
  return `/console#${fragment}`;
}
