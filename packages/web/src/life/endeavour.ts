import { type BackoffShape, backoff, type Millis, millis, Scope } from '@freshet/kit';
import { asFreshetError, type ErrorCode, FreshetError } from '@freshet/protocol';
import { Alarm } from './alarm.ts';
import type { Gate } from './gate.ts';
import { Persistence, passes } from './persistence.ts';
import { within } from './within.ts';

const PATIENT: BackoffShape = { first: millis(500), longest: millis(10_000) };

type EndeavourOptions = {
  readonly scope: Scope;
  /** Nothing is tried while it is shut. */
  readonly live: Gate;
  /** How long it may be broken before it is given up. Milliseconds. */
  readonly retryTime: Millis;
  /** Sets the thing up, and whatever it registers in `attempt` ends with this try. */
  readonly attempt: (attempt: Scope) => Promise<void>;
  /** It did not work or works no longer, and is tried again. */
  readonly troubled: (cause: FreshetError) => void;
  /** It is over: the cause does not pass, or the time for trying is used up. */
  readonly gaveUp: (cause: FreshetError) => void;
  /** What a foreign error counts as. */
  readonly otherwise: ErrorCode;
  /** What it is called when the time is used up. */
  readonly spent: ErrorCode;
  /** Causes that are waited for without an end, such as a stream that is not there yet. */
  readonly isPatient: (cause: FreshetError) => boolean;
};

type Loss = { readonly cause: FreshetError; readonly atOnce: boolean };

/** Keeps one thing going: tries until it works, and again when it is lost. The one owner of its retries. */
export class Endeavour {
  readonly #options: EndeavourOptions;
  readonly #alarm: Alarm;
  readonly #persistence: Persistence;
  #lose: (loss: Loss) => void = () => undefined;
  #waits = 0;
  #stopLimit: () => void = () => undefined;

  constructor(options: EndeavourOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.scope);
    this.#persistence = new Persistence({ budget: options.retryTime });
  }

  /** Ends with the scope, or when it gives up. Never rejects. */
  async run(): Promise<void> {
    const { scope, troubled, gaveUp } = this.#options;
    for (;;) {
      const loss = await this.#once().catch(() => undefined);
      if (loss === undefined || scope.closed) return;
      if (!passes(loss.cause.code)) return gaveUp(loss.cause);
      const wait = this.#wait(loss.cause);
      if (wait === undefined) return this.#spend(loss.cause);
      troubled(loss.cause);
      if (!loss.atOnce) await this.#alarm.sleep(wait).catch(() => undefined);
    }
  }

  /** The thing is lost; it is tried again after a while. */
  interrupt(cause: FreshetError): void {
    this.#lose({ cause, atOnce: false });
  }

  /** The thing is lost, and there is reason to try again at once. */
  restart(cause: FreshetError): void {
    this.#lose({ cause, atOnce: true });
    this.#alarm.wake();
  }

  /** It stands still and may go on by itself: the time for that is limited. */
  falter(): void {
    this.#limit();
  }

  /** It goes on by itself. */
  recover(): void {
    this.#succeeded();
  }

  /** Something changed that may help: the wait that is on ends. */
  wake(): void {
    this.#alarm.wake();
  }

  async #once(): Promise<Loss> {
    const { scope, live, attempt, otherwise } = this.#options;
    await within(scope, live.passage());
    const turn = new Scope();
    const lost = Promise.withResolvers<Loss>();
    this.#lose = lost.resolve;
    attempt(turn).then(
      () => this.#works(turn),
      (error: unknown) => lost.resolve({ cause: asFreshetError(error, otherwise), atOnce: false }),
    );
    try {
      return await within(scope, lost.promise);
    } finally {
      turn.close();
    }
  }

  #works(turn: Scope): void {
    if (turn.closed) return;
    this.#succeeded();
    this.#waits = 0;
  }

  #succeeded(): void {
    this.#stopLimit();
    this.#persistence.succeeded();
  }

  // The time runs on while an attempt hangs and while the room is away.
  #limit(): void {
    this.#stopLimit();
    this.#stopLimit = this.#options.scope.after(this.#persistence.broke(), () => this.#spend());
  }

  #spend(cause?: FreshetError): void {
    this.#options.gaveUp(new FreshetError(this.#options.spent, undefined, { cause }));
  }

  #wait(cause: FreshetError): Millis | undefined {
    if (this.#options.isPatient(cause)) {
      this.#succeeded();
      return backoff(this.#waits++, PATIENT, Math.random());
    }
    this.#limit();
    return this.#persistence.nextWait();
  }
}
