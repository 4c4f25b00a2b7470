import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret for a link or a cookie: 256 random bits. */
export const makeSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a random secret; so long a one needs no salt. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The token that a session's calls carry besides its cookie. It follows from the cookie, and not the other way. */
export const csrfOf = (secret: string): string =>
  createHmac('sha256', secret).update('console csrf').digest('base64url');

/** Compares in constant time. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest()];
  return timingSafeEqual(a, b);
}
