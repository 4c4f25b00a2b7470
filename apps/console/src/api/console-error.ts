import type { ConsoleRefusal } from '@freshet/protocol/console';

/** Why a call came to nothing: the server's reason, or that there was no server to talk to. */
export type ConsoleFault = ConsoleRefusal['reason'] | 'away';

/** A call that came to nothing. Pages have words for each reason. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly reason: ConsoleFault;
  /** The field of the body that is wrong, where it is one. */
  readonly field: string | undefined;

  constructor(reason: ConsoleFault, message: string, options?: ErrorOptions & { readonly field?: string | undefined }) {
    super(message, options);
    this.reason = reason;
    this.field = options?.field;
  }
}
