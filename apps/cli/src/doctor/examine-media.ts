import type { MediaWay } from '@freshet/protocol/console';
import { type Finding, failure, good, unknown, warning } from './finding.ts';
import type { ServerState } from './probes.ts';

const HIDDEN = 'Whether a firewall lets users in cannot be seen from inside: try the debug page from another network.';

/** What is to be said of the ways that clients take to the media workers. */
export function examineMedia(server: ServerState, ways: readonly MediaWay[] | undefined): readonly Finding[] {
  if (server.name !== 'running' || ways === undefined)
    return [unknown('media', 'looked at only while the server runs')];
  return [
    ...examineAddresses(ways),
    examineProtocol('udp', ways),
    examineProtocol('tcp', ways),
    unknown('firewall', HIDDEN),
  ];
}

function examineAddresses(ways: readonly MediaWay[]): readonly Finding[] {
  const addresses = [...new Set(ways.map(({ address }) => address))];
  const says = `announced: ${addresses.join(', ') || 'nothing'}`;
  const set = 'Set FRESHET_ANNOUNCE to the address under which users reach this machine.';
  if (addresses.every(isLoopback)) return [failure('media addresses', `${says}: no other machine gets there`, set)];
  if (addresses.every((address) => isLoopback(address) || isPrivate(address))) {
    return [
      warning('media addresses', `${says}: only the local network gets there`, `${set} Inside alone, all is well.`),
    ];
  }
  return [good('media addresses', says)];
}

function examineProtocol(protocol: 'udp' | 'tcp', ways: readonly MediaWay[]): Finding {
  const check = `media by ${protocol.toUpperCase()}`;
  const own = ways.filter((way) => way.protocol === protocol);
  const silent = own.filter(({ answered }) => !answered).map(({ address, port }) => `${address}:${port}`);
  if (silent.length === 0) return good(check, `${own.length} of ${own.length} addresses answer`);
  const says = `no answer from ${silent.join(', ')}`;
  const cure =
    'Open the port in the firewall and forward it on the router. Some routers let no packet back in that went out here: then try from another network.';
  return protocol === 'udp' ? failure(check, says, cure) : warning(check, says, cure);
}

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

// RFC 1918, RFC 6598, RFC 4193.
const isPrivate = (address: string): boolean =>
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd])/i.test(address);
