import { FreshetError } from '@freshet/protocol';

const SCHEMES: Readonly<Record<string, string>> = { 'http:': 'ws:', 'https:': 'wss:', 'ws:': 'ws:', 'wss:': 'wss:' };

/**
 * The WebSocket address of a server given by its origin or by any address on it.
 *
 * @throws FreshetError 1000017 where `server` is no such address
 */
export function socketAddress(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  const scheme = url === undefined ? undefined : SCHEMES[url.protocol];
  if (url === undefined || scheme === undefined) {
    throw new FreshetError(1000017, `server is no http, https, ws or wss address: ${String(server)}`);
  }
  return `${scheme}//${url.host}/ws`;
}
