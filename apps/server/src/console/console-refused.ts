import { type ErrorCode, FreshetError } from '@freshet/protocol';
import type { ConsoleRefusal } from '@freshet/protocol/console';

type Reason = ConsoleRefusal['reason'];

/** What a call of the console is refused with: the status of its answer, and what to do. */
const reasons = {
  signedOut: [401, 'sign in first'],
  notAllowed: [403, 'your role does not allow this: ask an owner'],
  wrongOrigin: [403, 'this call did not come from the console: reload the page'],
  invalid: [400, 'something is missing or wrong in what was sent'],
  tooMany: [429, 'too many attempts: wait some minutes, then try again'],
  wrongPassword: [401, 'name or password is wrong'],
  codeNeeded: [401, 'this account has a second factor: give its code as well'],
  wrongCode: [401, 'the code is wrong or was used already: wait for the next one'],
  linkSpent: [410, 'this link was used or is too old: ask for a new one'],
  notFound: [404, 'what this is about is not there'],
  conflict: [409, 'this cannot be as things are'],
  failed: [500, 'the server failed: see its log'],
} as const satisfies Record<Reason, readonly [number, string]>;

/** A call of the console that is refused, with the reason that its pages have words for. */
export class ConsoleRefused extends Error {
  override readonly name = 'ConsoleRefused';
  readonly reason: Reason;
  readonly field: string | undefined;

  /** @param field the field of the body that is wrong, where it is one */
  constructor(reason: Reason, message: string = reasons[reason][1], field?: string) {
    super(message);
    this.reason = reason;
    this.field = field;
  }

  /** Of the HTTP answer. */
  get status(): number {
    return reasons[this.reason][0];
  }

  get body(): ConsoleRefusal {
    const { reason, message, field } = this;
    return { reason, message, ...(field === undefined ? {} : { field }) };
  }
}

const fields: Partial<Record<ErrorCode, string>> = {
  1002005: 'userID',
  1002006: 'userID',
  1002007: 'userID',
  1002011: 'roomID',
  1002012: 'roomID',
  1002013: 'roomID',
};

/** What an error of the domain is to the console; nothing where it is a fault of the server. */
export function asConsoleRefused(error: unknown): ConsoleRefused | undefined {
  if (error instanceof ConsoleRefused) return error;
  if (!(error instanceof FreshetError)) return undefined;
  const { code, message } = error;
  if (code === 1001004) return new ConsoleRefused('notFound', message, 'appID');
  const field = fields[code];
  if (field !== undefined || code === 1000017) return new ConsoleRefused('invalid', message, field);
  return undefined;
}
