import { QueueClosed } from '@freshet/kit';
import type { FreshetError } from '@freshet/protocol';

/** For `catch`: what a closed queue did not run any more is refused with `refusal`; any other error passes. */
export function refuseWhenClosed(refusal: () => FreshetError): (error: unknown) => never {
  return (error) => {
    throw error instanceof QueueClosed ? refusal() : error;
  };
}

/** For `catch`: what a closed queue did not run any more had nothing left to do; any other error passes. */
export function ignoreWhenClosed(error: unknown): void {
  if (!(error instanceof QueueClosed)) throw error;
}
