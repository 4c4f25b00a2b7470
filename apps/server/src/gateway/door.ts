import { WrongSecret } from '@freshet/core';
import { FreshetError } from '@freshet/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { countedAs } from './client-address.ts';

/** How much the door lets through. */
export type DoorLimits = {
  /** Sockets of one address at once. */
  readonly sockets: number;
  /** Refused logins of one address in a minute. */
  readonly refusedLogins: number;
  /** Invitations exchanged by one address in a minute. */
  readonly exchanges: number;
};

/**
 * What one address may do here, or one network of IPv6. Loopback is an address like any other: a proxy in front of the
 * server is one client.
 */
export class Door {
  readonly #limits: DoorLimits;
  readonly #sockets = new Map<string, number>();
  readonly #refusedLogins: RateLimiterMemory;
  readonly #exchanges: RateLimiterMemory;

  constructor(limits: DoorLimits) {
    this.#limits = limits;
    this.#refusedLogins = new RateLimiterMemory({ points: limits.refusedLogins, duration: 60 });
    this.#exchanges = new RateLimiterMemory({ points: limits.exchanges, duration: 60 });
  }

  /** Lets a socket in, or not; the returned function counts it out again. */
  enter(address: string): (() => void) | undefined {
    const client = countedAs(address);
    const standing = this.#sockets.get(client) ?? 0;
    if (standing >= this.#limits.sockets) return undefined;
    this.#sockets.set(client, standing + 1);
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const left = (this.#sockets.get(client) ?? 1) - 1;
      if (left === 0) this.#sockets.delete(client);
      else this.#sockets.set(client, left);
    };
  }

  /**
   * Runs a login or a resume, and counts its refusal where a token was wrong or a secret was guessed.
   *
   * @throws FreshetError 1002071 where the address was refused too often; else what `login` throws
   */
  async guardLogin<Answer>(address: string, login: () => Promise<Answer>): Promise<Answer> {
    const client = countedAs(address);
    const spent = await this.#refusedLogins.get(client);
    if (spent && spent.consumedPoints >= this.#limits.refusedLogins) {
      throw new FreshetError(1002071, 'too many refused logins from this address');
    }
    try {
      return await login();
    } catch (error) {
      if (isGuess(error)) await this.#refusedLogins.penalty(client, 1);
      throw error;
    }
  }

  /**
   * Counts an exchange of an invitation.
   *
   * @throws FreshetError 1002071 where the address made too many
   */
  async countExchange(address: string): Promise<void> {
    try {
      await this.#exchanges.consume(countedAs(address));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new FreshetError(1002071, 'too many invitations from this address');
    }
  }
}

// A resume of a session that the server does not know is none: after a restart everyone makes one.
function isGuess(error: unknown): boolean {
  if (error instanceof WrongSecret) return true;
  if (!(error instanceof FreshetError)) return false;
  const { code } = error;
  return code === 1002033 || code === 1002067 || (code >= 1002074 && code <= 1002080);
}
