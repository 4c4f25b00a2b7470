import { WrongSecret } from '@freshet/core';
import { systemClock } from '@freshet/kit';
import { FreshetError, type Params } from '@freshet/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { GuessGate } from '../guard/guess-gate.ts';
import { countedAs } from './client-address.ts';

/** How much the door lets through. */
export type DoorLimits = {
  /** Sockets of one address at once. */
  readonly sockets: number;
  /** Refused logins of one address in a minute. */
  readonly refusedLogins: number;
  /** Logins of one user in a minute. */
  readonly userLogins: number;
  /** Logins to one project in a second. */
  readonly projectLogins: number;
  /** Invitations exchanged by one address in a minute. */
  readonly exchanges: number;
};

/** Whose login it is. */
type LoginOf = Pick<Params<'login'>, 'appID' | 'user'>;

/**
 * What one address, or one network of IPv6, may do here, and what one user and one project may. Loopback is an address
 * like any other: a proxy in front of the server is one client, unless the server is told to trust it.
 */
export class Door {
  readonly #limits: DoorLimits;
  readonly #sockets = new Map<string, number>();
  readonly #guesses: GuessGate;
  readonly #userLogins: RateLimiterMemory;
  readonly #projectLogins: RateLimiterMemory;
  readonly #exchanges: RateLimiterMemory;

  constructor(limits: DoorLimits) {
    this.#limits = limits;
    this.#guesses = new GuessGate({
      most: limits.refusedLogins,
      clock: systemClock,
      isGuess,
      tooMany: () => new FreshetError(1002071, 'too many refused logins from this address'),
    });
    this.#userLogins = new RateLimiterMemory({ points: limits.userLogins, duration: 60 });
    this.#projectLogins = new RateLimiterMemory({ points: limits.projectLogins, duration: 1 });
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
   * Runs a login, counts its refusal where a token was wrong, and its success for its user and its project. A refusal
   * counts for the address alone: anyone could keep a user or a project out with refusals in their name.
   *
   * @throws FreshetError 1002071 where the address was refused too often, or the user or the project logs in too often;
   * else what `login` throws
   */
  async guardLogin<Answer>(address: string, { appID, user }: LoginOf, login: () => Promise<Answer>): Promise<Answer> {
    const userName = `${appID}/${user.userID}`;
    await this.#check(this.#userLogins, userName, this.#limits.userLogins, 'logins of this user');
    await this.#check(this.#projectLogins, `${appID}`, this.#limits.projectLogins, 'logins to this project');
    const answer = await this.guardResume(address, login);
    await this.#userLogins.penalty(userName, 1);
    await this.#projectLogins.penalty(`${appID}`, 1);
    return answer;
  }

  /**
   * Runs a resume, and counts its refusal where a secret was guessed.
   *
   * @throws FreshetError 1002071 where the address was refused too often; else what `resume` throws
   */
  guardResume<Answer>(address: string, resume: () => Promise<Answer>): Promise<Answer> {
    return this.#guesses.guard(address, resume);
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

  async #check(limiter: RateLimiterMemory, name: string, most: number, what: string): Promise<void> {
    const spent = await limiter.get(name);
    if (spent && spent.consumedPoints >= most) throw new FreshetError(1002071, `too many ${what}`);
  }
}

// A resume of a session that the server does not know is none: after a restart everyone makes one.
function isGuess(error: unknown): boolean {
  if (error instanceof WrongSecret) return true;
  if (!(error instanceof FreshetError)) return false;
  const { code } = error;
  return code === 1002033 || code === 1002067 || (code >= 1002074 && code <= 1002080);
}
