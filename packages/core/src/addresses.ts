import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Groups of 16 bits that name a network. RFC 4291, section 2.5.4, and RFC 6177: one site has a /64 at least. */
const NETWORK_GROUPS = 4;
const NETWORK = '/64';

/**
 * An address in its one spelling, so that two can be compared: RFC 5952, and an IPv4 address also where it comes in the
 * dress of IPv6. What is no address stays as it is.
 */
export const plainAddress = (address: string): string => read(address)?.toString() ?? address;

/**
 * Who an address is where it is counted or forbidden: an IPv4 address, also where it comes in the dress of IPv6, or the
 * network of an IPv6 address, since whoever has one of its addresses has all of them. A network stays what it is.
 */
export function countedAs(address: string): string {
  const plain = read(address.endsWith(NETWORK) ? address.slice(0, -NETWORK.length) : address);
  if (!plain) return address;
  if (plain instanceof ipaddr.IPv4) return plain.toString();
  if (plain.range() === 'loopback') return plain.toString();
  const network = plain.parts.map((group, index) => (index < NETWORK_GROUPS ? group : 0));
  return `${new ipaddr.IPv6(network)}${NETWORK}`;
}

function read(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  // RFC 6052, section 2.1: a translator has put the IPv4 address of its client into the last 32 bits.
  return address.range() === 'rfc6052' ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
}
