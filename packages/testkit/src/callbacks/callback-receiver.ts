import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';

const Received = z.looseObject({
  event: z.string(),
  delivery_id: z.string(),
  delivery_seq: z.number(),
  room_id: z.string(),
  nonce: z.string(),
  signature: z.string(),
});

/** A callback as a backend reads it. */
export type ReceivedCallback = z.infer<typeof Received> & {
  /** The text of its body. */
  readonly raw: string;
  readonly path: string;
};

/** Answers a callback; nothing for 200. */
type Answer = (received: ReceivedCallback, response: ServerResponse) => unknown;

/** A backend that callbacks are told to, and that can be out of reach. */
export class CallbackReceiver {
  /** Everything that arrived, repeats too. */
  readonly received: ReceivedCallback[] = [];
  /** How many connections met nobody. */
  missed = 0;
  answer: Answer = () => undefined;
  isDown = false;
  readonly #server: Server;

  static async start(): Promise<CallbackReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CallbackReceiver(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      if (!this.isDown) return;
      this.missed += 1;
      socket.destroy();
    });
    server.on('request', (request, response) => void this.#take(request, response));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What arrived, each once, as it came first. */
  get distinct(): readonly ReceivedCallback[] {
    const seen = new Map(this.received.toReversed().map((received) => [received.delivery_id, received]));
    return this.received.filter((received) => seen.get(received.delivery_id) === received);
  }

  /** What arrived, each once: for each life of a room, in the order in which it happened. */
  get stories(): readonly (readonly ReceivedCallback[])[] {
    const lives = Map.groupBy(this.distinct, ({ raw }) => /"room_se(?:ssion_id|q)":"?(\d+)/.exec(raw)?.[1]);
    return [...lives.values()].map((life) => life.toSorted((a, b) => a.delivery_seq - b.delivery_seq));
  }

  /** From now on connections meet nobody, those that stand too. */
  goDown(): void {
    this.isDown = true;
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await text(request);
    const received = { ...Received.parse(JSON.parse(raw)), raw, path: request.url ?? '' };
    this.received.push(received);
    await this.answer(received, response);
    if (!response.writableEnded && !response.headersSent) response.end();
  }
}
