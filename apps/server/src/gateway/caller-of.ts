import type { IncomingMessage } from 'node:http';
import type { Caller } from '@freshet/core';
import { plainAddress } from './client-address.ts';

/**
 * Who opens a WebSocket. A page of this very server is at home in every project; RFC 6454, section 6.2: an origin is
 * told as a scheme, a host and a port, and `null` where it has none.
 */
export function callerOf({ headers }: Pick<IncomingMessage, 'headers'>, address: string): Caller {
  const { origin, host } = headers;
  const isOwn = origin === undefined || origin === `https://${host}` || origin === `http://${host}`;
  return { address: plainAddress(address), ...(isOwn ? {} : { origin }) };
}
