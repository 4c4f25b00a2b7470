import { Emitter } from '@freshet/kit';
import {
  type EventData,
  type Method,
  type Params,
  type Position,
  type Result,
  requests,
  type ServerEventName,
  ServerFrame,
  serverEvents,
} from '@freshet/protocol';
import { WebSocket } from 'ws';

/** A refusal of the server, as the wire carries it. */
export class WireRefusal extends Error {
  override readonly name = 'WireRefusal';
  readonly code: number;
  /** The backend's own words, where it sent the user away. */
  readonly reason: string | undefined;

  constructor(code: number, message: string, reason?: string) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

/** The socket was closed before what was waited for came. */
export class WireClosed extends Error {
  override readonly name = 'WireClosed';
  readonly code: number;

  constructor(code: number, awaited: string) {
    super(`closed (${code}) before ${awaited} came`);
    this.code = code;
  }
}

type Events = { frame: ServerFrame; closed: { code: number; reason: string } };

/** One event as it came. */
export type HeardEvent = {
  readonly event: string;
  readonly topic: 'room' | 'session';
  readonly at: Position;
  readonly data: unknown;
};

/** A client that speaks the protocol and nothing else: no retries, no media. For tests of the server's side. */
export class WireClient {
  readonly #socket: WebSocket;
  readonly #events = new Emitter<Events>();
  readonly #heard: HeardEvent[] = [];
  readonly #closed: Promise<{ code: number; reason: string }>;
  #lastID = 0;

  /**
   * Resolves when the socket is open.
   *
   * @param page the origin of the page that a browser would be on
   */
  static async connect(origin: string, page?: string): Promise<WireClient> {
    const url = `${origin.replace(/^http/, 'ws')}/ws`;
    const socket = new WebSocket(url, { rejectUnauthorized: false, ...(page === undefined ? {} : { origin: page }) });
    const client = new WireClient(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(String(data)));
    this.#closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  /** Events so far, oldest first. */
  get heard(): readonly HeardEvent[] {
    return this.#heard;
  }

  /** Resolves with the close code once the socket is closed, by whichever end. */
  get closed(): Promise<{ code: number; reason: string }> {
    return this.#closed;
  }

  /** Sends a request and answers with its result. Rejects with a {@link WireRefusal} or a {@link WireClosed}. */
  async request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    this.#lastID += 1;
    const result = await this.#exchange(this.#lastID, { id: this.#lastID, method, params });
    return requests[method][1].parse(result) as Result<M>;
  }

  /** Sends any text, or bytes. */
  sendRaw(data: string | Uint8Array): void {
    this.#socket.send(data);
  }

  /** Calls `take` with every event, those heard already and those still to come, in order. */
  follow(take: (event: HeardEvent) => void): void {
    for (const event of this.#heard) take(event);
    this.#events.on('frame', (frame) => {
      if ('event' in frame) take(frame);
    });
  }

  /** The first event of that name that satisfies `which`, heard already or still to come. */
  async event<E extends ServerEventName>(
    name: E,
    which: (data: EventData<E>) => boolean = () => true,
  ): Promise<EventData<E>> {
    const wanted = (event: string, data: unknown): EventData<E> | undefined => {
      if (event !== name) return undefined;
      const parsed = serverEvents[name].parse(data) as EventData<E>;
      return which(parsed) ? parsed : undefined;
    };
    for (const { event, data } of this.#heard) {
      const found = wanted(event, data);
      if (found) return found;
    }
    return new Promise((resolve, reject) => {
      const off = this.#events.on('frame', (frame) => {
        const found = 'event' in frame ? wanted(frame.event, frame.data) : undefined;
        if (!found) return;
        off();
        resolve(found);
      });
      void this.#closed.then(({ code }) => reject(new WireClosed(code, name)));
    });
  }

  /** Reads nothing until {@link WireClient.resume}. */
  pause(): void {
    this.#socket.pause();
  }

  /** Reads on. */
  resume(): void {
    this.#socket.resume();
  }

  /** Cuts the socket without a word, as a lost network does. */
  cut(): void {
    this.#socket.terminate();
  }

  close(): void {
    this.#socket.close();
  }

  #exchange(id: number, frame: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const off = this.#events.on('frame', (answer) => {
        if (!('id' in answer) || answer.id !== id) return;
        off();
        if ('error' in answer) reject(new WireRefusal(answer.error.code, answer.error.message, answer.error.reason));
        else resolve(answer.result);
      });
      void this.#closed.then(({ code }) => reject(new WireClosed(code, 'an answer')));
      this.#socket.send(JSON.stringify(frame));
    });
  }

  #receive(text: string): void {
    const frame = ServerFrame.parse(JSON.parse(text));
    if ('event' in frame) this.#heard.push(frame);
    this.#events.emit('frame', frame);
  }
}
