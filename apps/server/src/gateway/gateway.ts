import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log, Sessions } from '@freshet/core';
import type { Clock } from '@freshet/kit';
import { closeCodes, limits } from '@freshet/protocol';
import { WebSocketServer } from 'ws';
import { Connection, type ConnectionLimits } from './connection.ts';
import type { Door } from './door.ts';

/** Path of the WebSocket. */
export const SOCKET_PATH = '/ws';

/** What the gateway needs. */
export type GatewayOptions = {
  readonly server: Server;
  readonly sessions: Sessions;
  readonly door: Door;
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  readonly log: Log;
};

/** Takes the WebSockets of a server. Closing it closes every socket; sessions are ended by their own owner. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: limits.message, perMessageDeflate: false });
  readonly #connections = new Set<Connection>();

  constructor(options: GatewayOptions) {
    this.#options = options;
    options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrade(request, socket, head);
    });
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  close(): void {
    for (const connection of [...this.#connections])
      connection.close(closeCodes.goingAway, 'the server is shutting down');
    this.#sockets.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = request.socket.remoteAddress ?? '';
    if (new URL(request.url ?? '/', 'http://any').pathname !== SOCKET_PATH) return refuse(socket, '404 Not Found');
    const leave = this.#options.door.enter(address);
    if (!leave) return refuse(socket, '429 Too Many Requests');
    socket.once('close', leave);
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const { sessions, door, clock, limits: connectionLimits, log } = this.#options;
      const connection = new Connection({
        socket: webSocket,
        address,
        door,
        sessions,
        clock,
        limits: connectionLimits,
        log: log.child({ address }),
      });
      this.#connections.add(connection);
      webSocket.once('close', () => this.#connections.delete(connection));
    });
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
