import { type Clock, millis, seconds } from '@freshet/kit';
import type { Operator, OperatorRole } from '@freshet/protocol/console';
import type { OperatorRecord, SqliteOperators } from '@freshet/store';
import type { Attempts } from './attempts.ts';
import { ConsoleRefused } from './console-refused.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { Passwords } from './passwords.ts';
import { spendCode } from './second-factor.ts';
import { hashSecret, makeSecret } from './secrets.ts';
import { linkPath, SetupLink } from './setup-link.ts';

/** How long an invitation is good for. */
const INVITATION = seconds(24 * 3600);

/** What accounts need. */
export type AccountsOptions = {
  readonly operators: SqliteOperators;
  readonly sessions: ConsoleSessions;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  readonly clock: Clock;
};

/** Someone who has just proved who they are. */
export type Arrival = { readonly operator: OperatorRecord; readonly secret: string };

/** How operators come in: by the setup link, an invitation, or a password. */
export class Accounts {
  readonly #options: AccountsOptions;
  #setup: SetupLink | undefined;

  constructor(options: AccountsOptions) {
    this.#options = options;
    if (options.operators.isEmpty) this.#setup = new SetupLink();
  }

  /** Path of the link that makes the first owner, while there is none. */
  get setupPath(): string | undefined {
    return this.#setup?.path;
  }

  /**
   * Spends a link and signs in whoever had it.
   *
   * @throws ConsoleRefused `linkSpent`, `conflict`, `tooMany`
   */
  setUp(link: string, name: string, password: string, address: string): Promise<Arrival> {
    const { attempts, passwords } = this.#options;
    return attempts.guard({ address }, async () => {
      this.#readLink(link, name);
      const hash = await passwords.hash(password);
      // Another call may have spent the link in the meantime.
      return this.#arrive(this.#spendLink(link, name, hash), address);
    });
  }

  /**
   * Signs in with a password, and a code where the account wants one.
   *
   * @throws ConsoleRefused `wrongPassword` for whatever is wrong with name or password, at one cost; then
   * `codeNeeded` or `wrongCode`; `tooMany`
   */
  signIn(name: string, password: string, code: string | undefined, address: string): Promise<Arrival> {
    const { attempts, operators } = this.#options;
    const found = operators.get(name);
    const guesser = { address, name, knownAddress: found?.lastSignIn?.address };
    return attempts.guard(guesser, async () => {
      await this.#checkPassword(found, password);
      const operator = operators.get(name);
      // The password may have been changed, or the operator removed, while this one was hashed.
      if (operator?.passwordHash === undefined || operator.passwordHash !== found?.passwordHash) {
        throw new ConsoleRefused('wrongPassword');
      }
      this.#checkCode(operator, code);
      return this.#arrive(operator, address);
    });
  }

  /**
   * Whether one who is signed in knows its password.
   *
   * @throws ConsoleRefused `wrongPassword`, `tooMany`
   */
  confirm({ name }: OperatorRecord, password: string, address: string): Promise<void> {
    const { attempts, operators } = this.#options;
    return attempts.guard({ address, name }, () => this.#checkPassword(operators.get(name), password));
  }

  /**
   * A link for someone who becomes an operator with it.
   *
   * @throws ConsoleRefused `conflict` where an operator has that name
   */
  invite(name: string, role: OperatorRole): string {
    const { operators, clock } = this.#options;
    const secret = makeSecret();
    const created = clock.now();
    const until = millis(created + INVITATION);
    if (!operators.invite({ name, role, created, linkHash: hashSecret(secret), until })) throw nameTaken();
    return linkPath(secret, name);
  }

  #readLink(link: string, name: string): OperatorRecord | 'first' {
    const { operators, clock } = this.#options;
    if (this.#setup?.opensWith(link) && operators.isEmpty) return 'first';
    const invited = operators.invited(hashSecret(link), clock.now());
    if (invited === undefined) throw new ConsoleRefused('linkSpent');
    if (invited.name.toLowerCase() === name.toLowerCase()) return invited;
    throw new ConsoleRefused('invalid', `this link is for ${invited.name}`, 'name');
  }

  #spendLink(link: string, name: string, passwordHash: string): OperatorRecord {
    const { operators, clock } = this.#options;
    const invited = this.#readLink(link, name);
    if (invited !== 'first') operators.setPassword(invited.name, passwordHash);
    else if (!operators.add(name, 'owner', clock.now(), passwordHash)) throw nameTaken();
    this.#setup = undefined;
    const operator = operators.get(name);
    if (operator === undefined) throw new ConsoleRefused('linkSpent');
    return operator;
  }

  async #checkPassword(operator: OperatorRecord | undefined, password: string): Promise<void> {
    const isRight = await this.#options.passwords.isRight(password, operator?.passwordHash);
    if (!isRight) throw new ConsoleRefused('wrongPassword');
  }

  // In one turn, so that one code cannot be spent twice.
  #checkCode({ name, secondFactor }: OperatorRecord, code: string | undefined): void {
    if (secondFactor.name !== 'on') return;
    if (code === undefined || code === '') throw new ConsoleRefused('codeNeeded');
    const spent = spendCode(secondFactor, code, this.#options.clock.now());
    if (spent === undefined) throw new ConsoleRefused('wrongCode');
    this.#options.operators.setSecondFactor(name, spent);
  }

  #arrive({ name }: OperatorRecord, address: string): Arrival {
    const { operators, sessions, clock } = this.#options;
    operators.signedIn(name, clock.now(), address);
    const operator = operators.get(name);
    if (operator === undefined) throw new ConsoleRefused('signedOut');
    return { operator, secret: sessions.begin(operator) };
  }
}

const nameTaken = (): ConsoleRefused => new ConsoleRefused('conflict', 'an operator has that name already', 'name');

/** What the console's pages are told of an operator. */
export function viewOfOperator({ name, role, created, ...rest }: OperatorRecord): Operator {
  return {
    name,
    role,
    created,
    hasTotp: rest.secondFactor.name === 'on',
    ...(rest.lastSignIn ? { lastSignIn: rest.lastSignIn.at } : {}),
    isInvited: rest.passwordHash === undefined,
  };
}
