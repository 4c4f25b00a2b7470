import { createHash } from 'node:crypto';

/**
 * What proves to a backend that a callback is ours: SHA-1, in hexadecimal, of secret, timestamp and nonce in the order
 * of the alphabet, as the original signs.
 *
 * @param timestamp seconds since the Unix epoch
 */
export function signature(secret: string, timestamp: number, nonce: string): string {
  const parts = [secret, String(timestamp), nonce].sort();
  return createHash('sha1').update(parts.join('')).digest('hex');
}
