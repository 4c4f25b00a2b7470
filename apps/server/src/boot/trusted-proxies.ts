import type { IncomingMessage } from 'node:http';
import proxyAddr, { compile } from '@fastify/proxy-addr';

/**
 * Whose address a request counts under: that of its socket, or, where the socket is a trusted proxy's, the last one in
 * `X-Forwarded-For` that no trusted proxy vouches away. What a client itself writes there never counts.
 *
 * @param trusted addresses and networks of proxies, such as `10.0.0.0/8`
 */
export function clientAddresses(trusted: readonly string[]): (request: IncomingMessage) => string {
  const direct = (request: IncomingMessage): string => request.socket.remoteAddress ?? '';
  if (trusted.length === 0) return direct;
  const trusts = compile([...trusted]);
  // A socket that is gone already has no address, and then nobody is trusted.
  return (request) => (request.socket.remoteAddress ? proxyAddr(request, trusts) : '');
}
