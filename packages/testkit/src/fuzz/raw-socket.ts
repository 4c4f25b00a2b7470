import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { WireServer } from '../server/launch-server.ts';
import { below, type Draw, pick } from './junk.ts';

/** The lines with which a client asks for a WebSocket. */
export const handshake: readonly string[] = [
  'GET /ws HTTP/1.1',
  'Host: fuzz',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];

/** A whole request for a WebSocket. */
export const handshakeText = `${handshake.join('\r\n')}\r\n\r\n`;

/** A bare TCP connection to a server's door, on which anything can be said. */
export class RawSocket {
  readonly #socket: Socket;
  readonly #closed: Promise<void>;

  /** Rejects where nobody listens. */
  static async connect({ origin }: WireServer): Promise<RawSocket> {
    const { port, hostname } = new URL(origin);
    // Half open, so that the server ends its side by itself and is not helped to it.
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true, noDelay: true });
    await once(socket, 'connect');
    return new RawSocket(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    this.#closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** Hands bytes to the system, and does not wait until they are taken. */
  say(chunk: string | Uint8Array): void {
    this.#socket.write(chunk);
  }

  /** Asks for a WebSocket. Rejects where none is given. */
  async upgrade(): Promise<void> {
    this.say(handshakeText);
    const ended = new AbortController();
    this.#socket.once('end', () => ended.abort());
    const [answer] = await once(this.#socket, 'data', { signal: ended.signal });
    if (!String(answer).startsWith('HTTP/1.1 101 ')) throw new Error(`no WebSocket was given: ${String(answer)}`);
  }

  /** Goes in one of the ways there are once the system has what was said; resolves when nothing is left of it. */
  async leave(draw: Draw): Promise<void> {
    const socket = this.#socket;
    const way = pick(draw, [() => socket.end(), () => socket.destroy(), () => socket.resetAndDestroy()]);
    socket.resume();
    socket.write('', () => way());
    await this.#closed;
  }

  /** Goes at once. */
  drop(): void {
    this.#socket.destroy();
  }
}

/** The beginning of a text; all of it or nothing, too. */
export const partOf = (text: string, draw: Draw): string => text.slice(0, below(draw, text.length + 1));

/** Opens connections that say a part of a handshake and no more; the returned function ends them. */
export async function holdHalfOpen(server: WireServer, count: number, draw: Draw): Promise<() => void> {
  const sockets = await Promise.all(Array.from({ length: count }, () => RawSocket.connect(server)));
  for (const socket of sockets) socket.say(partOf(handshakeText, draw));
  return () => {
    for (const socket of sockets) socket.drop();
  };
}
