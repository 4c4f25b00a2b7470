import { Scope } from '@freshet/kit';
import type { Consumer, PipeTransport, Producer, Router, TransportListenInfo } from 'mediasoup/types';
import type { MediaWorker } from './media-worker.ts';

/** A stream's tracks where they can be consumed on one worker, until they are released. */
export type Route = {
  readonly producers: readonly Producer[];
  /** Lets the tracks flow; called when the first who plays them is ready. */
  begin(): Promise<void>;
  release(): void;
};

/** Socket buffers in bytes, for the burst of a key frame; the system's own limit caps them. */
const SOCKET_BUFFER = 1024 * 1024;

const LOOPBACK: TransportListenInfo = {
  protocol: 'udp',
  ip: '127.0.0.1',
  sendBufferSize: SOCKET_BUFFER,
  recvBufferSize: SOCKET_BUFFER,
};

type Ends = { readonly near: PipeTransport; readonly far: PipeTransport };
type Carried = { readonly consumer: Consumer; readonly producer: Producer };

/** One stream carried to one other worker, for as long as anyone uses it. */
export class Pipe {
  readonly #tracks: readonly Carried[];
  readonly #scope: Scope;
  #users = 0;
  #begun: Promise<unknown> | undefined;

  /** @param closed called once, when the last user has left or the pipe was closed */
  static async lay(from: Router, to: MediaWorker, producers: readonly Producer[], closed: () => void): Promise<Pipe> {
    const scope = new Scope();
    try {
      scope.add(to.seats.take({ kind: 'pipe' }));
      const [near, far] = await Promise.all([openEnd(from, scope), openEnd(to.router, scope)]);
      const tracks = await Promise.all(producers.map(({ id }) => carry(id, { near, far })));
      await join({ near, far });
      scope.add(closed);
      return new Pipe(tracks, scope);
    } catch (error) {
      scope.close();
      throw error;
    }
  }

  private constructor(tracks: readonly Carried[], scope: Scope) {
    this.#tracks = tracks;
    this.#scope = scope;
  }

  /** Counts one more user. */
  take(): Route {
    this.#users += 1;
    const use = new Scope();
    use.add(() => this.#leave());
    return {
      producers: this.#tracks.map(({ producer }) => producer),
      begin: () => this.#begin(),
      release: () => use.close(),
    };
  }

  close(): void {
    this.#scope.close();
  }

  async #begin(): Promise<void> {
    this.#begun ??= Promise.all(this.#tracks.map(({ consumer }) => consumer.resume()));
    await this.#begun;
  }

  #leave(): void {
    this.#users -= 1;
    if (this.#users === 0) this.close();
  }
}

async function openEnd(router: Router, scope: Scope): Promise<PipeTransport> {
  const end = await router.createPipeTransport({ listenInfo: LOOPBACK });
  scope.add(() => end.close());
  return end;
}

// The consumer is held before the ends are joined, so that laying a pipe asks for no key frame: it would go by before
// anyone is ready, and browsers ignore a second request that soon.
async function carry(producerId: string, { near, far }: Ends): Promise<Carried> {
  const consumer = await near.consume({ producerId });
  await consumer.pause();
  const { kind, rtpParameters } = consumer;
  return { consumer, producer: await far.produce({ kind, rtpParameters }) };
}

async function join({ near, far }: Ends): Promise<void> {
  const address = ({ tuple }: PipeTransport) => ({ ip: tuple.localAddress, port: tuple.localPort });
  await Promise.all([near.connect(address(far)), far.connect(address(near))]);
}
