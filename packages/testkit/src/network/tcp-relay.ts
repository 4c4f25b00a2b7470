import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * How a line is cut. `broken`: connections are reset, and so is every newcomer, as where a host is gone. `silent`:
 * nothing passes and nobody is told, as where a cable is out; what was sent meanwhile arrives after the mending.
 */
export type Cut = 'broken' | 'silent';

/** A TCP line between clients and one server, in user space, that can be cut and mended. */
export class TcpRelay {
  readonly #server: Server;
  readonly #port: number;
  readonly #lines = new Set<Line>();
  #cut: Cut | undefined;

  /** @param port on 127.0.0.1 to which connections are handed on */
  static async open(port: number): Promise<TcpRelay> {
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpRelay(server, port);
  }

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
    server.on('connection', (client) => this.#accept(client));
  }

  /** The origin of the HTTP server behind it, as seen through this relay. */
  get origin(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://localhost:${port}`;
  }

  /** Cuts every line, and those to come, until {@link TcpRelay.mend}. */
  cut(how: Cut): void {
    this.#cut = how;
    for (const line of [...this.#lines]) {
      if (how === 'broken') line.reset();
      else line.hold();
    }
  }

  /** Ends a cut: what was held goes on. */
  mend(): void {
    this.#cut = undefined;
    for (const line of this.#lines) line.flow();
  }

  close(): void {
    this.#server.close();
    for (const line of [...this.#lines]) line.reset();
  }

  #accept(client: Socket): void {
    if (this.#cut === 'broken') {
      client.resetAndDestroy();
      return;
    }
    const line = new Line(client, this.#port, () => this.#lines.delete(line));
    this.#lines.add(line);
    if (this.#cut === undefined) line.flow();
  }
}

/** One connection and its continuation to the server, which begins when the line first flows. */
class Line {
  readonly #client: Socket;
  readonly #port: number;
  readonly #gone: () => void;
  #upstream: Socket | undefined;

  constructor(client: Socket, port: number, gone: () => void) {
    this.#client = client;
    this.#port = port;
    this.#gone = gone;
    this.#watch(client);
  }

  flow(): void {
    this.#upstream ??= this.#watch(connect(this.#port, '127.0.0.1'));
    this.#client.pipe(this.#upstream);
    this.#upstream.pipe(this.#client);
  }

  hold(): void {
    // A stream without a destination is paused: its bytes wait, and its end with them.
    this.#client.unpipe();
    this.#upstream?.unpipe();
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#upstream?.resetAndDestroy();
    this.#gone();
  }

  #watch(socket: Socket): Socket {
    socket.setNoDelay(true);
    // Either end that breaks takes the other with it.
    socket.on('error', () => this.reset());
    socket.on('close', () => {
      if (this.#client.destroyed && this.#upstream?.destroyed !== false) this.#gone();
    });
    return socket;
  }
}
