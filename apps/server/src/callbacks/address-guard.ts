import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A callback was not sent: its address is none that backends of strangers may be at. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** Tells the addresses of a name. */
type NameBook = { lookUp(hostname: string): Promise<readonly LookupAddress[]> };
type Network = ReturnType<typeof ipaddr.parseCIDR>;

// Public by its number, though only the machines of one cloud reach it: their metadata service.
const METADATA = ipaddr.parse('168.63.129.16');
// RFC 4291, section 2.4, and the IANA registry: the unicast addresses given out so far.
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Keeps callbacks away from what is not public: a URL is written by whoever runs a project, and the server stands
 * inside the operator's network. A name is looked up for each connection, which goes to an address that was looked at.
 */
export class AddressGuard {
  readonly #allowed: readonly Network[];
  readonly #names: NameBook;

  /**
   * @param allowed private addresses and networks, such as `10.0.0.0/8`, that may be reached all the same
   * @param names where names are looked up
   */
  constructor(allowed: readonly string[], names: NameBook) {
    this.#allowed = allowed.map(readNetwork);
    this.#names = names;
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
    this.#allowedOf(hostname).then(
      ([first, ...rest]) => (options.all ? done(null, [first, ...rest]) : done(null, first.address, first.family)),
      (error: Error) => done(error, []),
    );
  };

  async #allowedOf(hostname: string): Promise<[LookupAddress, ...LookupAddress[]]> {
    const addresses = await this.#names.lookUp(hostname);
    const [first, ...rest] = addresses.filter(({ address }) => this.allows(address));
    if (!first) throw new AddressRefused(`${hostname} has no public address`);
    return [first, ...rest];
  }
}

function readNetwork(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
