import { type Clock, Emitter, type Millis, millis, Scope, seconds } from '@freshet/kit';
import type { OperatorRecord, OperatorSession, SqliteOperatorSessions, SqliteOperators } from '@freshet/store';
import { csrfOf, hashSecret, makeSecret } from './secrets.ts';

/** A session ends so long after it began, whatever is done with it. */
const ABSOLUTE = seconds(12 * 3600);
/** And so long after its last call. */
const IDLE = seconds(2 * 3600);
/** How exactly the last call is known. */
const GRAIN = seconds(60);
const PRUNING = seconds(600);

/** An operator in a browser. */
export type SignedIn = {
  readonly operator: OperatorRecord;
  /** Names the session; of no use to whoever reads it. */
  readonly hash: string;
  /** What its calls carry against forged ones. */
  readonly csrf: string;
};

/** What sessions need. */
export type ConsoleSessionsOptions = {
  readonly operators: SqliteOperators;
  readonly sessions: SqliteOperatorSessions;
  readonly clock: Clock;
};

/** Who is signed in to the console. A session outlives the server. */
export class ConsoleSessions {
  /** `ended` comes at once where someone ends a session, and within minutes where its time is over. */
  readonly events = new Emitter<{ ended: { readonly hash: string } }>();
  readonly #operators: SqliteOperators;
  readonly #sessions: SqliteOperatorSessions;
  readonly #clock: Clock;
  readonly #scope = new Scope();

  constructor({ operators, sessions, clock }: ConsoleSessionsOptions) {
    this.#operators = operators;
    this.#sessions = sessions;
    this.#clock = clock;
    this.#scope.every(PRUNING, () => this.#pruneInTime());
  }

  /** Begins a session; answers its secret, which only the browser has from then on. */
  begin(operator: OperatorRecord): string {
    this.#prune();
    const secret = makeSecret();
    const now = this.#clock.now();
    this.#tell(this.#sessions.add({ hash: hashSecret(secret), operator: operator.name, created: now, used: now }));
    return secret;
  }

  /** The session with this secret, which counts as used now. */
  use(secret: string): SignedIn | undefined {
    const signedIn = this.look(secret);
    if (signedIn === undefined) return undefined;
    const now = this.#clock.now();
    if (now - signedIn.session.used >= GRAIN) this.#sessions.touch(signedIn.hash, now);
    return signedIn;
  }

  /** The session with this secret, without a call that would keep it from ending. */
  look(secret: string): (SignedIn & { readonly session: OperatorSession }) | undefined {
    const hash = hashSecret(secret);
    const session = this.#sessions.find(hash);
    if (session === undefined || this.#isOver(session)) return undefined;
    const operator = this.#operators.get(session.operator);
    return operator && { operator, hash, csrf: csrfOf(secret), session };
  }

  end(hash: string): void {
    this.#sessions.remove(hash);
    this.#tell([hash]);
  }

  /** Ends every session of an operator, but the one with the hash `except`. */
  endOf(operator: string, except?: string): void {
    this.#tell(this.#sessions.removeOf(operator, except));
  }

  /** Tells nobody anything any more; the sessions stay. */
  close(): void {
    this.#scope.close();
    this.events.clear();
  }

  #isOver({ created, used }: OperatorSession): boolean {
    const now = this.#clock.now();
    return now >= created + ABSOLUTE || now >= used + IDLE;
  }

  // What is over is refused by its time; where the disk is full, the next look removes it.
  #pruneInTime(): void {
    try {
      this.#prune();
    } catch {
      return;
    }
  }

  #prune(): void {
    const now = this.#clock.now();
    this.#tell(this.#sessions.prune(before(now, ABSOLUTE), before(now, IDLE)));
  }

  #tell(hashes: readonly string[]): void {
    for (const hash of hashes) this.events.emit('ended', { hash });
  }
}

const before = (now: Millis, period: Millis): Millis => millis(now - period);
