import type { IncomingMessage } from 'node:http';
import { type Caller, plainAddress } from '@freshet/core';

/**
 * Who opens a WebSocket. A page of this very server is at home in every project; RFC 6454, section 6.2: an origin is
 * told as a scheme, a host and a port, and `null` where it has none.
 *
 * @param publicOrigin where users open the server, if a proxy calls it by another name
 */
export function callerOf(
  { headers }: Pick<IncomingMessage, 'headers'>,
  address: string,
  publicOrigin: string | undefined,
): Caller {
  const { origin, host } = headers;
  const isOwn = [undefined, publicOrigin, `https://${host}`, `http://${host}`].includes(origin);
  return { address: plainAddress(address), ...(isOwn || origin === undefined ? {} : { origin }) };
}
