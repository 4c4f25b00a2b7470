import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

const LOOPBACK = '127.0.0.1';

/**
 * The addresses under which browsers may reach this machine, in order of preference: every IPv4 address that is not
 * link-local, one global IPv6 address of each interface, and last the loopback for pages on the machine itself.
 *
 * @param interfaces what the machine has; the system lists only interfaces that are up and have a carrier, so an idle
 * container bridge is not among them
 */
export function usableAddresses(
  interfaces: NodeJS.Dict<readonly NetworkInterfaceInfo[]> = networkInterfaces(),
): string[] {
  const outer = Object.values(interfaces).flatMap((infos = []) => {
    const external = infos.filter((info) => !info.internal);
    const v4 = external.filter((info) => info.family === 'IPv4' && !isLinkLocal(info.address));
    // Of several IPv6 addresses on one interface the others are temporary, and a socket bound to them would outlive them.
    const v6 = external.filter((info) => info.family === 'IPv6' && isGlobal(info.address)).slice(0, 1);
    return [...v4, ...v6].map((info) => info.address);
  });
  return [...new Set([...outer, LOOPBACK])];
}

// RFC 3927.
const isLinkLocal = (address: string): boolean => address.startsWith('169.254.');

// RFC 4291, section 2.4: what is handed out for the global internet begins with the bits 001.
const isGlobal = (address: string): boolean => /^[23][0-9a-f]{3}:/i.test(address);
