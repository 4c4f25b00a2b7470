import type { Clock } from '@freshet/kit';
import { type ConsoleEndpoint, consoleEndpoints, type OperatorRole } from '@freshet/protocol/console';
import type { SqliteAuditLog } from '@freshet/store';
import type { Call, Handlers, Note } from './call.ts';
import { asConsoleRefused, ConsoleRefused } from './console-refused.ts';
import type { SignedIn } from './console-sessions.ts';

/** What a desk needs. */
export type DeskOptions = {
  readonly handlers: Handlers<ConsoleEndpoint>;
  readonly audit: SqliteAuditLog;
  readonly clock: Clock;
};

/** Who calls. */
export type Caller = {
  readonly address: string;
  readonly session: SignedIn | undefined;
  /** Gives the secret of a session to the browser, or takes its own away. */
  keep(secret: string | undefined): void;
};

const ranks: Record<OperatorRole, number> = { viewer: 1, operator: 2, owner: 3 };

/** Endpoints that change nothing and show no secret: the audit log says nothing of them. */
const quiet: ReadonlySet<ConsoleEndpoint> = new Set<ConsoleEndpoint>([
  'standing',
  'operators',
  'audit',
  'projects',
  'project',
  'apiKeys',
  'explainToken',
  'deliveries',
  'look',
  'loadHistory',
  'qualityHistory',
  'rules',
]);

/** Takes every call of the console: whoever may not make it is refused here, and what it changes is written down here. */
export class Desk {
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** @throws ConsoleRefused; anything else is a fault of the server */
  async call(endpoint: ConsoleEndpoint, body: unknown, caller: Caller): Promise<unknown> {
    const [role, Body, Result] = consoleEndpoints[endpoint];
    if (role !== 'anyone') checkRole(caller.session, role);
    const read = Body.safeParse(body);
    if (!read.success) throw invalid(read.error.issues[0]);
    let note: Note | undefined;
    const call = {
      ...caller,
      now: this.#options.clock.now(),
      note: (latest: Note): void => {
        note = latest;
      },
    };
    // The table gives each endpoint its own types, which is more than TypeScript can follow from a name alone.
    const handle = this.#options.handlers[endpoint] as (body: unknown, call: Call) => unknown;
    try {
      const result = await handle(read.data, call as Call);
      if (!quiet.has(endpoint)) this.#record(endpoint, caller, note);
      // What is no part of the answer stays here, whatever a handler hands over.
      return Result.parse(result);
    } catch (error) {
      const refused = asConsoleRefused(error);
      if (refused && isGuess(refused)) this.#record(endpoint, caller, note, refused);
      throw refused ?? error;
    }
  }

  #record(endpoint: ConsoleEndpoint, { address, session }: Caller, note?: Note, refused?: ConsoleRefused): void {
    this.#options.audit.record({
      kind: refused ? 'guess' : 'operator',
      at: this.#options.clock.now(),
      actor: session?.operator.name ?? note?.actor ?? '',
      address,
      action: endpoint,
      subject: String(note?.subject ?? ''),
      detail: { ...note?.detail, ...(refused && { refused: refused.reason }) },
    });
  }
}

function checkRole(session: SignedIn | undefined, role: OperatorRole): asserts session is SignedIn {
  if (session === undefined) throw new ConsoleRefused('signedOut');
  if (ranks[session.operator.role] < ranks[role]) throw new ConsoleRefused('notAllowed');
}

function invalid(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): ConsoleRefused {
  const [field] = issue?.path ?? [];
  return new ConsoleRefused('invalid', issue?.message, field === undefined ? undefined : String(field));
}

// Not `tooMany`: whoever is kept out already could fill the log with it.
const isGuess = ({ reason }: ConsoleRefused): boolean =>
  reason === 'wrongPassword' || reason === 'wrongCode' || reason === 'linkSpent';
