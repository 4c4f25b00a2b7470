import { type Caller, commands, Expelled, type Log, type Session, type Sessions } from '@freshet/core';
import { type Clock, type Millis, Scope } from '@freshet/kit';
import {
  asFreshetError,
  type CloseCode,
  closeCodes,
  type ErrorCode,
  FreshetError,
  type Positions,
} from '@freshet/protocol';
import type { WebSocket } from 'ws';
import type { Door } from './door.ts';
import { type Request, readFrame } from './frame.ts';
import { MessageRate } from './message-rate.ts';

/** Limits of one socket. */
export type ConnectionLimits = {
  /** How long a new socket may wait before it logs in. Milliseconds. */
  readonly loginDeadline: Millis;
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** Bytes that a client may leave unread before it is cut off. */
  readonly unreadBytes: number;
};

/** What a connection asks of the sessions. */
export type SessionsDoor = Pick<Sessions, 'login' | 'resume' | 'logout'>;

/** What a connection needs. */
export type ConnectionOptions = {
  readonly socket: WebSocket;
  /** Where the socket comes from. */
  readonly caller: Caller;
  readonly door: Door;
  readonly sessions: SessionsDoor;
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  /** Told of each refusal. */
  readonly refused: (code: ErrorCode) => void;
  readonly log: Log;
};

type State =
  | { readonly name: 'fresh' }
  | { readonly name: 'entering' }
  | { readonly name: 'in'; readonly session: Session }
  | { readonly name: 'closed' };

/** Characters of a message beyond which it counts as more than one: a large one is as much work as many small ones. */
const FREE_SIZE = 4096;

/** One WebSocket: reads requests, answers them, and carries the events of at most one session. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #rate: MessageRate;
  readonly #scope = new Scope();
  #log: Log;
  #state: State = { name: 'fresh' };

  constructor(options: ConnectionOptions) {
    const { socket, limits, clock } = options;
    this.#options = options;
    this.#log = options.log;
    this.#rate = new MessageRate(clock, limits.messagesPerSecond, limits.messageBurst);
    this.#awaitLogin();
    socket.on('message', (data, isBinary) => this.#receive(isBinary ? undefined : String(data)));
    socket.on('close', () => this.#gone());
    // The close event follows, and what a client does wrong is no news for the operator.
    socket.on('error', () => undefined);
  }

  /** Sends a text, unless the socket is closed or the client has left too much unread. */
  send(text: string): void {
    if (this.#state.name === 'closed') return;
    const { socket, limits } = this.#options;
    if (socket.bufferedAmount > limits.unreadBytes) return this.close(closeCodes.slowReader, 'too much left unread');
    socket.send(text);
  }

  close(code: CloseCode, reason: string): void {
    if (this.#state.name === 'closed') return;
    this.#gone();
    this.#options.socket.close(code, reason);
  }

  #awaitLogin(): void {
    this.#scope.after(this.#options.limits.loginDeadline, () => {
      if (this.#state.name === 'fresh') this.close(closeCodes.notLoggedIn, 'no login in time');
      // A login that is being looked at may be refused, and the socket is as idle as before.
      if (this.#state.name === 'entering') this.#awaitLogin();
    });
  }

  #gone(): void {
    const state = this.#state;
    this.#state = { name: 'closed' };
    this.#scope.close();
    if (state.name === 'in') state.session.detach(this);
  }

  #receive(text: string | undefined): void {
    if (this.#state.name === 'closed') return;
    if (!this.#rate.take(1 + (text?.length ?? 0) / FREE_SIZE))
      return this.close(closeCodes.tooFast, 'too many messages');
    const reading = text === undefined ? ({ kind: 'malformed' } as const) : readFrame(text);
    switch (reading.kind) {
      case 'malformed':
        return this.close(closeCodes.malformed, 'not a message of this protocol');
      case 'wrong':
        return this.#refuse(reading.id, reading.error);
      case 'request':
        this.#answer(reading.request).catch((error: unknown) => this.#failed(reading.request, error));
    }
  }

  async #answer(request: Request): Promise<void> {
    if (request.method === 'login' || request.method === 'resume') return this.#enter(request);
    if (this.#state.name !== 'in') throw new FreshetError(1000002);
    const { session } = this.#state;
    session.checkOpen();
    session.touch();
    if (request.method === 'ping') return this.#reply(request.id, { time: this.#options.clock.now() });
    if (request.method === 'logout') return this.#logout(request.id, session);
    const command = commands[request.method] as (session: Session, params: unknown) => Promise<unknown>;
    this.#reply(request.id, await command(session, request.params));
  }

  async #enter(request: Extract<Request, { method: 'login' | 'resume' }>): Promise<void> {
    if (this.#state.name !== 'fresh') throw new FreshetError(1002001, 'this socket has a session already');
    this.#state = { name: 'entering' };
    const { door, sessions, caller } = this.#options;
    try {
      const { session, answer } =
        request.method === 'login'
          ? await door.guardLogin(caller.address, request.params, async () => {
              this.#checkEntering();
              return sessions.login(request.params, caller);
            })
          : await door.guardResume(caller.address, async () => {
              this.#checkEntering();
              return sessions.resume(request.params, caller);
            });
      this.#enterSession(request.id, session, answer);
    } catch (error) {
      if (this.#is('entering')) this.#state = { name: 'fresh' };
      throw error;
    }
  }

  // Whoever left while waiting at the door does not come in: it would end what its user did elsewhere since.
  #checkEntering(): void {
    if (!this.#is('entering')) throw new FreshetError(1002051);
  }

  // The answer goes out before any event, and both in one turn, so that no event is lost or told twice in between.
  #enterSession(id: number, session: Session, answer: { readonly positions: Positions }): void {
    if (!this.#is('entering')) return;
    this.#state = { name: 'in', session };
    this.#log = session.log.child({ address: this.#options.caller.address });
    this.#reply(id, answer);
    session.attach(this, answer.positions);
  }

  async #logout(id: number, session: Session): Promise<void> {
    session.detach(this);
    await this.#options.sessions.logout(session);
    this.#reply(id, {});
    this.close(closeCodes.loggedOut, 'logged out');
  }

  // A code of our own has said everything; behind any other error is something that an operator should see.
  #failed({ id, method }: Request, error: unknown): void {
    const known = asFreshetError(error, 1002099);
    if (isServerFault(known)) this.#log.error({ err: known, method }, 'a request failed');
    this.#refuse(id, known);
  }

  #reply(id: number, result: unknown): void {
    this.send(JSON.stringify({ id, result }));
  }

  #refuse(id: number, error: FreshetError): void {
    this.#options.refused(error.code);
    const { code, message } = error;
    const reason = error instanceof Expelled ? { reason: error.reason } : {};
    this.send(JSON.stringify({ id, error: { code, message, ...reason } }));
  }

  #is(name: State['name']): boolean {
    return this.#state.name === name;
  }
}

// A refusal of the client's wish has no cause; what has one is what the server itself failed with.
function isServerFault({ code, cause }: FreshetError): boolean {
  return cause !== undefined && (code === 1002099 || code === 1003099 || code === 1004099);
}
