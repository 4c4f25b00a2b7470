import { Emitter, type Millis, millis, Scope } from '@freshet/kit';
import {
  type EventData,
  FreshetError,
  isServerEvent,
  limits,
  type Method,
  type Params,
  type Position,
  type Result,
  requests,
  type ServerEventName,
  ServerFrame,
  serverEvents,
} from '@freshet/protocol';
import { within } from '../life/within.ts';
import { closeError, refusalError } from './refusal.ts';

const OPENING_PATIENCE = millis(5000);

/** An event of the server, with its place in the log of its topic. */
export type Arrival<E extends ServerEventName = ServerEventName> = {
  readonly topic: 'room' | 'session';
  readonly at: Position;
  readonly data: EventData<E>;
};
type Arrivals = { [E in ServerEventName]: Arrival<E> };

/** Where a message of the client is lost: on its way, or with the server's answer. */
export type LossPoint = 'before send' | 'after send';

type Waiting = { answer(result: unknown): void; refuse(error: FreshetError): void };

/**
 * One WebSocket to a server: requests with their answers, and the server's events in order, from the first on, once
 * they are asked for. Gone once, for good.
 */
export class SignallingSocket {
  readonly events = new Emitter<Arrivals>();
  /** Resolves when the socket is gone, with the reason. */
  readonly gone: Promise<FreshetError>;

  readonly #socket: WebSocket;
  readonly #scope = new Scope();
  readonly #gone = Promise.withResolvers<FreshetError>();
  readonly #waiting = new Map<number, Waiting>();
  #lastID = 0;
  #loseNext: LossPoint | undefined;
  #backlog: (() => void)[] | undefined = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.gone = this.#gone.promise;
    this.#scope.listen<MessageEvent<unknown>>(socket, 'message', ({ data }) => this.#receive(data));
    this.#scope.listen<CloseEvent>(socket, 'close', ({ code }) => this.#end(closeError(code)));
  }

  /**
   * Opens a socket that lives until `scope` closes, at the longest.
   *
   * @throws FreshetError 1002030 where there is no way to the server, 1002031 where it does not answer in time
   */
  static async open(address: string, scope: Scope): Promise<SignallingSocket> {
    const socket = new WebSocket(address);
    const opening = Promise.withResolvers<void>();
    const attempt = new Scope();
    attempt.listen(socket, 'open', () => opening.resolve());
    attempt.listen(socket, 'close', () => opening.reject(new FreshetError(1002030)));
    attempt.after(OPENING_PATIENCE, () => opening.reject(new FreshetError(1002031)));
    try {
      await within(scope, opening.promise);
    } catch (error) {
      socket.close();
      throw error;
    } finally {
      attempt.close();
    }
    const link = new SignallingSocket(socket);
    scope.add(() => link.close());
    return link;
  }

  /**
   * Asks the server.
   *
   * @throws FreshetError with the server's code, 1100002 without an answer within `patience`, 1002051 where the socket
   * is gone, 1100001 where the answer makes no sense
   */
  request<M extends Method>(method: M, params: Params<M>, patience: Millis = limits.answer): Promise<Result<M>> {
    if (this.#loseNext === 'before send') this.close();
    if (this.#scope.closed) return Promise.reject(new FreshetError(1002051));
    const id = ++this.#lastID;
    return new Promise<Result<M>>((resolve, reject) => {
      const stopWaiting = this.#scope.after(patience, () => {
        this.#waiting.delete(id);
        reject(new FreshetError(1100002, `no answer to ${method}`));
      });
      this.#waiting.set(id, {
        answer: (result) => {
          stopWaiting();
          const read = requests[method][1].safeParse(result);
          // The schema is that of the method: the compiler cannot follow it through the index.
          if (read.success) resolve(read.data as Result<M>);
          else reject(new FreshetError(1100001, `the answer to ${method}`, { cause: read.error }));
        },
        refuse: (error) => {
          stopWaiting();
          reject(error);
        },
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
      if (this.#loseNext === 'after send') this.close();
    });
  }

  /** Is lost with the next request. For tests, by `simulate`. */
  loseNext(point: LossPoint): void {
    this.#loseNext = point;
  }

  /** Lets the events through to their listeners, beginning with those that have arrived already. */
  releaseEvents(): void {
    const backlog = this.#backlog ?? [];
    this.#backlog = undefined;
    for (const emit of backlog) emit();
  }

  /** Closes the socket; what waits for an answer is refused. */
  close(): void {
    this.#end(new FreshetError(1002051));
  }

  #receive(data: unknown): void {
    const frame = ServerFrame.safeParse(parseJson(data));
    // A later version's message that this one does not know is left alone.
    if (!frame.success) return;
    if ('event' in frame.data) {
      if (isServerEvent(frame.data.event)) this.#arrive(frame.data.event, frame.data);
      return;
    }
    const waiting = this.#waiting.get(frame.data.id);
    this.#waiting.delete(frame.data.id);
    if ('error' in frame.data) {
      const { code, message, reason } = frame.data.error;
      waiting?.refuse(refusalError(code, message, reason));
    } else waiting?.answer(frame.data.result);
  }

  #arrive<E extends ServerEventName>(event: E, frame: Omit<Arrival, 'data'> & { readonly data: unknown }): void {
    const read = serverEvents[event].safeParse(frame.data);
    if (!read.success) return;
    // As above: the schema is that of the event.
    const arrival = { topic: frame.topic, at: frame.at, data: read.data } as Arrivals[E];
    const emit = (): void => this.events.emit(event, arrival);
    if (this.#backlog) this.#backlog.push(emit);
    else emit();
  }

  #end(cause: FreshetError): void {
    if (this.#scope.closed) return;
    this.#scope.close();
    this.#socket.close();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) one.refuse(new FreshetError(1002051));
    this.#gone.resolve(cause);
  }
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
