import { asFreshetError, type ErrorCode, FreshetError } from '@freshet/protocol';
import { errors } from 'mediasoup';

/** Runs a call of the engine; whatever it fails with becomes a FreshetError of `code`. */
export async function engineCall<Result>(code: ErrorCode, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw asFreshetError(error, code);
  }
}

/** Runs a call of the engine with what a client offered: where that is at fault, the error says so with 1100001. */
export async function offeredCall<Result>(code: ErrorCode, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const isOffersFault = error instanceof TypeError || error instanceof errors.UnsupportedError;
    if (isOffersFault) throw new FreshetError(1100001, error.message, { cause: error });
    throw asFreshetError(error, code);
  }
}
