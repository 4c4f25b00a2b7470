import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../boot/media-addresses.ts';

/** Headers by which a proxy says that it speaks for somebody else. */
const FORWARDED = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'] as const;
const BEARER = 'Bearer ';

/**
 * Whether whoever asks may read the metrics: this machine itself may, but nobody through a proxy on it; anyone else
 * shows the token, where there is one.
 */
export function mayReadMetrics({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/i, '');
  if (isLoopback(address) && FORWARDED.every((name) => headers[name] === undefined)) return true;
  const shown = headers.authorization;
  if (token === undefined || !shown?.startsWith(BEARER)) return false;
  return timingSafeEqual(digest(shown.slice(BEARER.length)), digest(token));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
