import {
  type EventData,
  eventText,
  FreshetError,
  isMethod,
  type Method,
  type Params,
  RequestFrame,
  type Result,
  requests,
  type ServerEventName,
} from '@freshet/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import { SentAway } from '../src/signalling/refusal.ts';

type Answer<M extends Method> = (params: Params<M>, client: ScriptedClient) => Result<M>;

/** One socket as the script sees it. */
export class ScriptedClient {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  tell<E extends ServerEventName>(topic: 'room' | 'session', seq: number, event: E, data: EventData<E>): void {
    this.#socket.send(eventText(event, topic, { epoch: 1, seq }, data));
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  close(code: number): void {
    this.#socket.close(code);
  }
}

/** A real WebSocket server that answers by a script. What the script does not know gets no answer. */
export class ScriptedServer {
  readonly address: string;
  readonly clients: ScriptedClient[] = [];
  /** Methods asked for, in order, over all sockets. */
  readonly asked: string[] = [];
  readonly #server: WebSocketServer;
  readonly #answers = new Map<Method, (params: unknown, client: ScriptedClient) => unknown>();

  private constructor(server: WebSocketServer) {
    this.#server = server;
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server does not listen');
    this.address = `ws://127.0.0.1:${address.port}`;
    server.on('connection', (socket) => {
      const client = new ScriptedClient(socket);
      this.clients.push(client);
      socket.on('message', (data) => this.#receive(client, String(data)));
    });
  }

  static async listen(): Promise<ScriptedServer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    return new ScriptedServer(server);
  }

  /** Answers `method` from now on; a FreshetError that is thrown is a refusal. */
  on<M extends Method>(method: M, answer: Answer<M>): void {
    this.#answers.set(method, (params, client) => answer(requests[method][0].parse(params) as Params<M>, client));
  }

  /** Gives `method` no answer from now on. */
  forget(method: Method): void {
    this.#answers.delete(method);
  }

  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #receive(client: ScriptedClient, text: string): void {
    const { id, method, params } = RequestFrame.parse(JSON.parse(text));
    this.asked.push(method);
    const answer = isMethod(method) ? this.#answers.get(method) : undefined;
    if (!answer) return;
    try {
      client.send(JSON.stringify({ id, result: answer(params, client) }));
    } catch (error) {
      if (!(error instanceof FreshetError)) throw error;
      const { code, message } = error;
      const said = error instanceof SentAway ? { reason: error.reason } : {};
      client.send(JSON.stringify({ id, error: { code, message, ...said } }));
    }
  }
}
