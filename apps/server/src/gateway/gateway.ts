import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Caller, Log } from '@freshet/core';
import { type Clock, seconds } from '@freshet/kit';
import { closeCodes, type ErrorCode, limits } from '@freshet/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import { callerOf } from './caller-of.ts';
import { Connection, type ConnectionLimits, type SessionsDoor } from './connection.ts';
import type { Door } from './door.ts';

/** Path of the WebSocket. */
const SOCKET_PATH = '/ws';
/** How long a client may take to answer the end of its socket; then it is cut off. */
const CLOSE_PATIENCE = seconds(2);

// Apart from the call, because the types of ws do not know `closeTimeout` yet.
const socketOptions = {
  noServer: true,
  maxPayload: limits.message,
  perMessageDeflate: false,
  closeTimeout: CLOSE_PATIENCE,
};

/** What the gateway needs. */
export type GatewayOptions = {
  readonly server: Server;
  readonly sessions: SessionsDoor;
  readonly door: Door;
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  /** Whose address a request counts under. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Where users open the server, if a proxy calls it by another name. */
  readonly publicOrigin: string | undefined;
  /** Told of each refusal. */
  readonly refused: (code: ErrorCode) => void;
  readonly log: Log;
};

/** Takes the WebSockets of a server. Closing it closes every socket; sessions are ended by their own owner. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #sockets = new WebSocketServer(socketOptions);
  readonly #connections = new Set<Connection>();
  #closing: Promise<void> | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
    options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrade(request, socket, head);
    });
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Tells every client at once; resolves when every socket is gone, those that do not answer within 2 s too. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const gone = new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
    for (const connection of [...this.#connections]) {
      connection.close(closeCodes.goingAway, 'the server is shutting down');
    }
    await gone;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { addressOf, publicOrigin } = this.#options;
    const caller = callerOf(request, addressOf(request), publicOrigin);
    if (request.url?.split('?', 1)[0] !== SOCKET_PATH) return refuse(socket, '404 Not Found');
    const entry = this.#options.door.enter(caller.address);
    if (!entry) return refuse(socket, '429 Too Many Requests');
    socket.once('close', entry.leave);
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (entry.isTooMany) dismiss(webSocket);
      else this.#connect(webSocket, caller);
    });
  }

  #connect(socket: WebSocket, caller: Caller): void {
    const { sessions, door, clock, limits: connectionLimits, refused, log } = this.#options;
    const connection = new Connection({
      socket,
      caller,
      door,
      sessions,
      clock,
      limits: connectionLimits,
      refused,
      log: log.child({ address: caller.address }),
    });
    this.#connections.add(connection);
    socket.once('close', () => this.#connections.delete(connection));
  }
}

// A browser tells its page nothing of a refused handshake, and of a closed WebSocket the code.
function dismiss(socket: WebSocket): void {
  socket.on('error', () => undefined);
  socket.close(closeCodes.tooFast, 'too many sockets of this address');
}

// The client may be gone already, and may not want to close its side.
function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
