import { closeCodes, type ErrorCode, errorTable, FreshetError, isErrorCode } from '@freshet/protocol';

/** The server sent this client away, be it heard only on its return, with the words that it was sent away with. */
export class SentAway extends FreshetError {
  readonly reason: string;

  constructor(code: ErrorCode, reason: string) {
    super(code, reason);
    this.reason = reason;
  }
}

/** A server's refusal as an error. A code this SDK does not know counts as a failure of the server. */
export function refusalError(code: number, message: string, reason?: string): FreshetError {
  if (reason !== undefined && isErrorCode(code)) return new SentAway(code, reason);
  if (!isErrorCode(code)) return new FreshetError(1002099, `${message} (${code})`);
  const ending = `: ${errorTable[code].cure} (${code})`;
  return new FreshetError(code, message.endsWith(ending) ? message.slice(0, -ending.length) : message);
}

const causes: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [closeCodes.kicked, 1002055],
  [closeCodes.malformed, 1002057],
  [closeCodes.tooFast, 1002071],
]);

/** Why a socket that was closed with `closeCode` is gone; an interruption unless the server said otherwise. */
export const closeError = (closeCode: number): FreshetError =>
  new FreshetError(causes.get(closeCode) ?? 1002051, `the socket was closed (${closeCode})`);
