import { type ErrorCode, errorTable } from './error-table.ts';

/** The one error of Freshet: a code of the table, and words that say what to do. */
export class FreshetError extends Error {
  override readonly name = 'FreshetError';
  readonly code: ErrorCode;

  /** @param detail what is particular to this case, in words that hold no secret; the table's own words follow it */
  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    const { means, cure } = errorTable[code];
    super(`${detail ?? means}: ${cure} (${code})`, options);
    this.code = code;
  }
}

/** `error` itself where it is a {@link FreshetError}, else one of `code` with `error` as its cause. */
export function asFreshetError(error: unknown, code: ErrorCode): FreshetError {
  return error instanceof FreshetError ? error : new FreshetError(code, undefined, { cause: error });
}
