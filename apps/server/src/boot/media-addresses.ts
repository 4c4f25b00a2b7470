import { isIP } from 'node:net';
import { BootError } from './boot-error.ts';

/** Where media is listened for, and what clients are told instead where that differs. */
export type MediaAddress = { readonly listen: string; readonly announced?: string };

const HOST_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** Whether media can be reached from this machine alone. */
export const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/**
 * Which addresses media listens on, for the addresses that clients are to be told. An announced address of this
 * machine is listened on itself; one of a NAT in front of it is reached over an interface that is not announced.
 *
 * @param announce the configured addresses; none for every one of `own`
 * @param own the usable addresses of this machine
 * @throws BootError with one line for an address that makes no sense here
 */
export function planMediaAddresses(announce: readonly string[], own: readonly string[]): readonly MediaAddress[] {
  if (announce.length === 0) return own.map((listen) => ({ listen }));
  const free = own.filter((address) => !announce.includes(address) && !isLoopback(address));
  return announce.map((address) => {
    if (isIP(address) === 0 && !HOST_NAME.test(address)) {
      throw new BootError(`FRESHET_ANNOUNCE: ${address} is no IP address and no host name.`);
    }
    if (own.includes(address)) return { listen: address };
    const listen = free.shift();
    if (listen) return { listen, announced: address };
    throw new BootError(`FRESHET_ANNOUNCE: no interface is left to receive media for ${address}. Announce fewer.`);
  });
}
