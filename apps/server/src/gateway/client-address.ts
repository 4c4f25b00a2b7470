import { isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Groups of 16 bits that name a network. RFC 6177: one site has a /64 at least, and all the addresses in it. */
const NETWORK_GROUPS = 4;

/**
 * An address in its one spelling, so that two can be compared: RFC 5952, and an IPv4 address also where it comes in the
 * dress of IPv6. What is no address stays as it is.
 */
export const plainAddress = (address: string): string =>
  isIP(address) === 0 ? address : ipaddr.process(address).toString();

/**
 * Who an address is when it is counted: an IPv4 address, also where it comes in the dress of IPv6, or the network of
 * an IPv6 address, since whoever has one of its addresses has all of them.
 */
export function countedAs(address: string): string {
  const [bare = ''] = plainAddress(address).split('%');
  return isIPv6(bare) ? `${network(bare)}::/64` : bare;
}

function network(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: gap }, () => '0'), ...after].slice(0, NETWORK_GROUPS);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
