import type { Millis } from '@freshet/kit';
import type { ConsoleBody, ConsoleEndpoint, ConsoleResult, consoleEndpoints } from '@freshet/protocol/console';
import type { SignedIn } from './console-sessions.ts';

/** What the audit log says of a call. */
export type Note = {
  /** What it was about, such as an AppID. */
  readonly subject: string | number;
  /** What changed, without any secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Who did it, where nobody was signed in. */
  readonly actor?: string;
};

/** A call of an endpoint that anyone may call. */
export type Visit = {
  readonly address: string;
  readonly now: Millis;
  readonly session: SignedIn | undefined;
  /** Gives the secret of a session to the browser, or takes its own away. */
  keep(secret: string | undefined): void;
  /** What the audit log is to say, once the call has succeeded. */
  note(note: Note): void;
};

/** A call of an operator. */
export type Call = Visit & { readonly session: SignedIn };

type CallOf<E extends ConsoleEndpoint> = (typeof consoleEndpoints)[E][0] extends 'anyone' ? Visit : Call;

/** What answers some of the endpoints. */
export type Handlers<E extends ConsoleEndpoint> = {
  readonly [N in E]: (body: ConsoleBody<N>, call: CallOf<N>) => ConsoleResult<N> | Promise<ConsoleResult<N>>;
};
