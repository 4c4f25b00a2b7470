import type { accountEndpoints, Standing } from '@freshet/protocol/console';
import type { OperatorRecord, SqliteAuditLog, SqliteOperators } from '@freshet/store';
import { type Accounts, viewOfOperator } from './accounts.ts';
import type { Handlers, Visit } from './call.ts';
import { ConsoleRefused } from './console-refused.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { Passwords } from './passwords.ts';
import { beginTotp, confirmTotp } from './second-factor.ts';
import { csrfOf } from './secrets.ts';

/** What the endpoints about operators need. */
export type AccountHandlersOptions = {
  readonly accounts: Accounts;
  readonly operators: SqliteOperators;
  readonly sessions: ConsoleSessions;
  readonly passwords: Passwords;
  readonly audit: SqliteAuditLog;
  /** Where users open the server, if that is another address than the one it is called by. */
  readonly publicOrigin: string | undefined;
};

/** Answers the endpoints about operators. */
export function accountHandlers(options: AccountHandlersOptions): Handlers<keyof typeof accountEndpoints> {
  return { ...entering(options), ...ownAccount(options), ...secondFactor(options), ...ofOwners(options) };
}

type Entering = Handlers<'standing' | 'setUp' | 'signIn' | 'signOut'>;

function entering({ accounts, operators, sessions, publicOrigin }: AccountHandlersOptions): Entering {
  const signedIn = (operator: OperatorRecord, csrf: string): Standing => ({
    name: 'signedIn',
    operator: viewOfOperator(operator),
    csrf,
    ...(publicOrigin && { publicOrigin }),
  });
  // A session from before is not gone on with, whoever gave it to this browser.
  const arrive = (arrival: Awaited<ReturnType<Accounts['signIn']>>, visit: Visit): Standing => {
    if (visit.session) sessions.end(visit.session.hash);
    visit.keep(arrival.secret);
    visit.note({ subject: arrival.operator.name, actor: arrival.operator.name });
    return signedIn(arrival.operator, csrfOf(arrival.secret));
  };
  return {
    standing: (_body, { session }) => {
      if (session) return signedIn(session.operator, session.csrf);
      return { name: accounts.setupPath === undefined ? 'signedOut' : 'setup' };
    },
    setUp: async ({ secret, name, password }, visit) =>
      arrive(await accounts.setUp(secret, name, password, visit.address), visit),
    signIn: async ({ name, password, code }, visit) => {
      // A name that nobody has may be a password in the wrong field.
      visit.note({ subject: operators.get(name)?.name ?? 'unknown name' });
      return arrive(await accounts.signIn(name, password, code, visit.address), visit);
    },
    signOut: (_body, call) => {
      sessions.end(call.session.hash);
      call.keep(undefined);
      call.note({ subject: call.session.operator.name });
      return {};
    },
  };
}

function ownAccount(options: AccountHandlersOptions): Handlers<'changePassword'> {
  const { accounts, operators, sessions, passwords } = options;
  return {
    changePassword: async ({ current, next }, { session, address, note }) => {
      const { operator } = session;
      note({ subject: operator.name });
      await accounts.confirm(operator, current, address);
      const hash = await passwords.hash(next);
      // Someone else may have this name by now, or the operator another password.
      if (operators.get(operator.name)?.passwordHash !== operator.passwordHash)
        throw new ConsoleRefused('wrongPassword');
      operators.setPassword(operator.name, hash);
      sessions.endOf(operator.name, session.hash);
      return {};
    },
  };
}

function secondFactor(options: AccountHandlersOptions): Handlers<'beginTotp' | 'confirmTotp' | 'removeTotp'> {
  const { accounts, operators } = options;
  return {
    beginTotp: (_body, { session: { operator }, note }) => {
      // Else a session that is left open could put another factor in the place of the one that guards the account.
      if (operator.secondFactor.name === 'on') throw new ConsoleRefused('conflict', 'switch the present one off first');
      const begun = beginTotp(operator.name);
      operators.setSecondFactor(operator.name, { name: 'begun', secret: begun.secret });
      note({ subject: operator.name });
      return begun;
    },
    confirmTotp: ({ code }, { session: { operator }, now, note }) => {
      note({ subject: operator.name });
      if (operator.secondFactor.name !== 'begun') throw new ConsoleRefused('conflict', 'begin with a new secret first');
      const confirmed = confirmTotp(operator.secondFactor.secret, code, now);
      if (confirmed === undefined) throw new ConsoleRefused('wrongCode', undefined, 'code');
      operators.setSecondFactor(operator.name, confirmed.factor);
      return { recoveryCodes: [...confirmed.recoveryCodes] };
    },
    removeTotp: async ({ password }, { session: { operator }, address, note }) => {
      note({ subject: operator.name });
      await accounts.confirm(operator, password, address);
      operators.setSecondFactor(operator.name, { name: 'off' });
      return {};
    },
  };
}

type OfOwners = Handlers<'operators' | 'inviteOperator' | 'setOperatorRole' | 'removeOperator' | 'audit'>;

function ofOwners({ accounts, operators, sessions, audit }: AccountHandlersOptions): OfOwners {
  const check = (refusal: ReturnType<SqliteOperators['refusal']>): void => {
    if (refusal === 'missing') throw new ConsoleRefused('notFound', 'there is no such operator', 'name');
    if (refusal === 'lastOwner') throw new ConsoleRefused('conflict', 'the last owner stays: make another one first');
  };
  return {
    operators: () => ({ operators: operators.list().map(viewOfOperator) }),
    inviteOperator: ({ name, role }, { note }) => {
      const path = accounts.invite(name, role);
      note({ subject: name, detail: { role } });
      return { path };
    },
    setOperatorRole: ({ name, role }, { note }) => {
      check(operators.refusal(name, role));
      operators.setRole(name, role);
      sessions.endOf(name);
      note({ subject: name, detail: { role } });
      return {};
    },
    removeOperator: ({ name }, { note }) => {
      check(operators.refusal(name));
      // Before the operator, or nobody would tell those who watch that their session is over.
      sessions.endOf(name);
      operators.remove(name);
      note({ subject: name });
      return {};
    },
    audit: ({ before, limit }) => {
      const entries = audit.list({ before, limit: limit + 1 });
      return {
        entries: entries.slice(0, limit).map((entry) => ({ ...entry, detail: { ...entry.detail } })),
        more: entries.length > limit,
      };
    },
  };
}
