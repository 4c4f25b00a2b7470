import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { Millis } from '@freshet/kit';

/** How names are looked up. */
export type NamesOptions = {
  /** Until a name without an answer is given up. */
  readonly patience: Millis;
  /** Addresses of name servers, in the place of the system's. */
  readonly servers?: readonly string[] | undefined;
};

const HOSTS = '/etc/hosts';
const LOOPBACK = ['127.0.0.1', '::1'];
/** Tries for each name server, of which the second waits twice as long; so the first has a third of the patience. */
const TRIES = 2;
const FIRST_TRY = 3;

/**
 * Looks names up: in the hosts file, then by DNS, as they stand. It asks the name servers itself: the system's own
 * look-up takes one of a few threads of the process for as long as it lasts, and a name server that does not answer for
 * one name would hold up every other name.
 */
export class Names {
  readonly #options: NamesOptions;
  readonly #underWay = new Map<string, Promise<readonly LookupAddress[]>>();
  readonly #closing = new AbortController();

  constructor(options: NamesOptions) {
    this.#options = options;
  }

  /**
   * The addresses of a name. Who asks for a name that is being looked up gets the same answer.
   *
   * @throws Error where there are none, or none are told in time
   */
  lookUp(hostname: string): Promise<readonly LookupAddress[]> {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    const standing = this.#underWay.get(name);
    if (standing) return standing;
    const looking = this.#lookUp(name).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, looking);
    return looking;
  }

  /** Gives up what is being looked up. */
  close(): void {
    this.#closing.abort();
  }

  async #lookUp(name: string): Promise<readonly LookupAddress[]> {
    const local = addressesIn(await readFile(HOSTS, 'utf8').catch(() => ''), name);
    if (local.length > 0) return local.map(withFamily);
    // RFC 6761, section 6.3.
    if (name === 'localhost' || name.endsWith('.localhost')) return LOOPBACK.map(withFamily);
    return (await this.#ask(name)).map(withFamily);
  }

  async #ask(name: string): Promise<readonly string[]> {
    const { patience, servers } = this.#options;
    const signal = AbortSignal.any([AbortSignal.timeout(patience), this.#closing.signal]);
    if (signal.aborted) throw unanswered();
    const resolver = new Resolver({ timeout: Math.ceil(patience / FIRST_TRY), tries: TRIES });
    if (servers) resolver.setServers(servers);
    const answers = Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    // The end of the patience ends what is not answered yet; what is answered counts.
    const giveUp = (): void => resolver.cancel();
    signal.addEventListener('abort', giveUp);
    const [v4, v6] = await answers.finally(() => signal.removeEventListener('abort', giveUp));
    const found = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length > 0) return found;
    throw signal.aborted || v4.status === 'fulfilled' ? unanswered() : v4.reason;
  }
}

const unanswered = (): Error => new Error('the name servers did not answer in time');

const withFamily = (address: string): LookupAddress => ({ address, family: isIP(address) });

// hosts(5): an address and its names, in any of which case does not count; the rest of a line after # is a comment.
function addressesIn(hosts: string, name: string): readonly string[] {
  const lines = hosts.split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  return lines.flatMap(([address = '', ...names]) => {
    const isIts = isIP(address) !== 0 && names.some((one) => one.toLowerCase() === name);
    return isIts ? [address] : [];
  });
}
