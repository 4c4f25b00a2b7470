import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Twelve hours, as long as a session can last. Seconds. */
const LIFETIME = 12 * 3600;

// A browser takes a cookie of this prefix from our own host alone, over TLS alone: no neighbour can plant one.
// RFC 6265bis, section 4.1.3.2.
const nameOf = ({ protocol }: FastifyRequest): string =>
  protocol === 'https' ? '__Host-freshet_console' : 'freshet_console';

/** The secret that the browser shows. */
export function readCookie(request: FastifyRequest): string | undefined {
  const { cookie } = request.headers;
  return cookie === undefined ? undefined : parseCookie(cookie)[nameOf(request)];
}

/** Gives the browser a secret, or takes it away; no script ever sees it. */
export function writeCookie(request: FastifyRequest, reply: FastifyReply, secret: string | undefined): void {
  const text = stringifySetCookie({
    name: nameOf(request),
    value: secret ?? '',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    path: '/',
    maxAge: secret === undefined ? 0 : LIFETIME,
  });
  void reply.header('set-cookie', text);
}
