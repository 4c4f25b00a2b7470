import { countedAs, WrongSecret } from '@freshet/core';
import { type Millis, seconds, systemClock } from '@freshet/kit';
import { type ErrorCode, FreshetError, type Params } from '@freshet/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { GuessGate } from '../guard/guess-gate.ts';
import { Turnstile } from '../guard/turnstile.ts';

/** How much the door lets through. */
export type DoorLimits = {
  /** Sockets of one address at once. */
  readonly sockets: number;
  /** Sockets of one address beyond those, which are opened to be told so and closed. */
  readonly toldSockets: number;
  /** Refused logins of one address in a minute. */
  readonly refusedLogins: number;
  /** Logins of one user in a minute. */
  readonly userLogins: number;
  /** Logins to one project in a second. */
  readonly projectLogins: number;
  /** Logins to one room in a second. */
  readonly roomLogins: number;
  /** Invitations exchanged by one address in a minute. */
  readonly exchanges: number;
};

/** Whose login it is. */
type LoginOf = Pick<Params<'login'>, 'appID' | 'roomID' | 'user'>;

/** A socket that is counted: one that may log in, or one too many, which is told so. */
type Entry = { readonly isTooMany: boolean; readonly leave: () => void };

/**
 * What one address, or one network of IPv6, may do here, and what one user and one project may. Loopback is an address
 * like any other: a proxy in front of the server is one client, unless the server is told to trust it.
 */
export class Door {
  readonly #limits: DoorLimits;
  readonly #sockets = new Map<string, number>();
  readonly #guesses: GuessGate;
  readonly #userLogins: Turnstile;
  readonly #projectLogins: Turnstile;
  readonly #roomLogins: Turnstile;
  readonly #exchanges: RateLimiterMemory;

  constructor(limits: DoorLimits) {
    this.#limits = limits;
    this.#guesses = new GuessGate({
      most: limits.refusedLogins,
      clock: systemClock,
      isGuess,
      tooMany: () => new FreshetError(1002071, 'too many refused logins from this address'),
    });
    this.#userLogins = logins(limits.userLogins, seconds(60), 1002071, 'logins of this user');
    this.#projectLogins = logins(limits.projectLogins, seconds(1), 1002071, 'logins to this project');
    this.#roomLogins = logins(limits.roomLogins, seconds(1), 1002072, 'logins to this room');
    this.#exchanges = new RateLimiterMemory({ points: limits.exchanges, duration: 60 });
  }

  /** Counts a socket, which its `leave` counts out again; nothing for one that there is no time for. */
  enter(address: string): Entry | undefined {
    const { sockets, toldSockets } = this.#limits;
    const client = countedAs(address);
    const standing = this.#sockets.get(client) ?? 0;
    if (standing >= sockets + toldSockets) return undefined;
    this.#sockets.set(client, standing + 1);
    let inside = true;
    const leave = (): void => {
      if (!inside) return;
      inside = false;
      const left = (this.#sockets.get(client) ?? 1) - 1;
      if (left === 0) this.#sockets.delete(client);
      else this.#sockets.set(client, left);
    };
    return { isTooMany: standing >= sockets, leave };
  }

  /**
   * Runs a login, counts its refusal where a token was wrong, and its success for its user, its project and its room. A
   * refusal counts for the address alone: anyone could keep a user or a project out with refusals in their name. So
   * those of the address come first, and what is under way elsewhere is waited for.
   *
   * @throws FreshetError 1002071 where the address was refused too often, or the user or the project logs in too often;
   * 1002072 where the room does; else what `login` throws
   */
  guardLogin<Answer>(address: string, { appID, roomID, user }: LoginOf, login: () => Promise<Answer>): Promise<Answer> {
    const ofRoom = (): Promise<Answer> => this.#roomLogins.pass(`${appID}/${roomID}`, login);
    const ofProject = (): Promise<Answer> => this.#projectLogins.pass(`${appID}`, ofRoom);
    const ofUser = (): Promise<Answer> => this.#userLogins.pass(`${appID}/${user.userID}`, ofProject);
    return this.guardResume(address, ofUser);
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
}

function logins(most: number, period: Millis, code: ErrorCode, what: string): Turnstile {
  const counts = ({ status }: PromiseSettledResult<unknown>): boolean => status === 'fulfilled';
  const tooMany = (): Error => new FreshetError(code, `too many ${what}`);
  return new Turnstile({ most, period, clock: systemClock, counts, tooMany });
}

// A resume of a session that the server does not know is none: after a restart everyone makes one.
function isGuess(error: unknown): boolean {
  if (error instanceof WrongSecret) return true;
  if (!(error instanceof FreshetError)) return false;
  const { code } = error;
  return code === 1001005 || code === 1002033 || code === 1002067 || (code >= 1002074 && code <= 1002080);
}
