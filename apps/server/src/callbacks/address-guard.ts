import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A callback was not sent: its address is none that backends of strangers may be at. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

type Network = ReturnType<typeof ipaddr.parseCIDR>;

// Public by its number, though only the machines of one cloud reach it: their metadata service.
const METADATA = ipaddr.parse('168.63.129.16');
// RFC 4291, section 2.4, and the IANA registry: the unicast addresses given out so far.
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Keeps callbacks away from what is not public: a URL is written by whoever runs a project, and the server stands
 * inside the operator's network. A name is looked up once for each connection, which goes to an address that was
 * looked at.
 */
export class AddressGuard {
  readonly #allowed: readonly Network[];

  /** @param allowed private addresses and networks, such as `10.0.0.0/8`, that may be reached all the same */
  constructor(allowed: readonly string[]) {
    this.#allowed = allowed.map(readNetwork);
  }

  /** Why callbacks to `url` are refused before its name is looked up; nothing where they are not. */
  refuse(url: URL): string | undefined {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'neither http nor https';
    if (url.username !== '' || url.password !== '') return 'a user name or password in the URL';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return ipaddr.isValid(host) && !this.allows(host) ? `${host} is not a public address` : undefined;
  }

  /** Whether callbacks may go to an address. */
  allows(address: string): boolean {
    const parsed = ipaddr.process(address);
    if (this.#allowed.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits))) {
      return true;
    }
    if (parsed.range() !== 'unicast') return false;
    return parsed instanceof ipaddr.IPv6 ? parsed.match(GLOBAL_UNICAST) : String(parsed) !== String(METADATA);
  }

  /** Looks up a name for a socket, and gives it allowed addresses alone. */
  readonly lookup: LookupFunction = (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const allowed = addresses.filter(({ address }) => this.allows(address));
      const [first] = allowed;
      if (!first) return done(new AddressRefused(`${hostname} has no public address`), []);
      return options.all ? done(null, allowed) : done(null, first.address, first.family);
    });
  };
}

function readNetwork(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
