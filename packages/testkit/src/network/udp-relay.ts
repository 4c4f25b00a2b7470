import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { millis, Scope } from '@freshet/kit';
import { clearLine, type Impairment, Lane } from './lane.ts';
import { seededRandom } from './random.ts';

/** An address of IPv4. */
export type UdpAddress = { readonly address: string; readonly port: number };

/** Where a relay stands. */
export type UdpRelayOptions = {
  /** To whom it hands on what comes. */
  readonly target: UdpAddress;
  /** The local address it listens on; its port is any free one. */
  readonly listen?: string;
  /** Makes its losses and delays the same in every run. */
  readonly seed?: number;
};

/** Towards the target, away from it, or both. */
export type Direction = 'up' | 'down' | 'both';

/** Packets of one direction since the relay was opened. */
export type LaneCount = { handedOn: number; lost: number };

type Way = { lane: Lane; count: LaneCount };
type Client = { port: number; address: string; upstream: Socket };

/**
 * A bad network between UDP clients and one target, in user space: as a NAT does, it gives each client a port of its
 * own towards the target.
 */
export class UdpRelay {
  readonly #scope = new Scope();
  readonly #socket: Socket;
  readonly #target: UdpAddress;
  readonly #clients = new Map<string, Client>();
  readonly #ways: { up: Way; down: Way };
  #cut = false;

  private constructor(socket: Socket, { target, seed = 1 }: UdpRelayOptions) {
    this.#socket = socket;
    this.#target = target;
    this.#ways = { up: newWay(seed), down: newWay(seed + 1) };
    socket.on('message', (packet, { address, port }) => {
      const { upstream } = this.#client(address, port);
      this.#pass(this.#ways.up, packet, () => upstream.send(packet, target.port, target.address, ignoreLoss));
    });
    this.#scope.add(() => socket.close());
  }

  static async open(options: UdpRelayOptions): Promise<UdpRelay> {
    const socket = createSocket('udp4');
    socket.bind(0, options.listen ?? '127.0.0.1');
    await once(socket, 'listening');
    return new UdpRelay(socket, options);
  }

  /** Where it listens. */
  get address(): UdpAddress {
    const { address, port } = this.#socket.address();
    return { address, port };
  }

  /** The route that makes a page's media pass here; see `testkit.routeMedia` in the page. */
  get route(): { from: string; to: string } {
    return { from: text(this.#target), to: text(this.address) };
  }

  get counts(): { readonly up: Readonly<LaneCount>; readonly down: Readonly<LaneCount> } {
    return { up: { ...this.#ways.up.count }, down: { ...this.#ways.down.count } };
  }

  /** Makes the line as bad as said from now on; what is not named is clear. */
  impair(direction: Direction, impairment: Partial<Impairment>): void {
    for (const way of this.#of(direction)) way.lane.impairment = { ...clearLine, ...impairment };
  }

  /** Loses everything until {@link UdpRelay.mend}, packets under way as well. */
  cut(): void {
    this.#cut = true;
  }

  /** Ends a cut. */
  mend(): void {
    this.#cut = false;
  }

  #of(direction: Direction): Way[] {
    return direction === 'both' ? [this.#ways.up, this.#ways.down] : [this.#ways[direction]];
  }

  #client(address: string, port: number): Client {
    const key = `${address}:${port}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const upstream = createSocket('udp4');
    const client = { address, port, upstream };
    this.#clients.set(key, client);
    this.#scope.add(() => upstream.close());
    upstream.on('message', (packet) => {
      this.#pass(this.#ways.down, packet, () => this.#socket.send(packet, port, address, ignoreLoss));
    });
    return client;
  }

  #pass({ lane, count }: Way, packet: Buffer, handOn: () => void): void {
    const now = performance.now();
    const arrival = this.#cut ? 'lost' : lane.admit(now, packet.length);
    if (arrival === 'lost') {
      count.lost++;
      return;
    }
    const arrive = (): void => {
      count[this.#cut ? 'lost' : 'handedOn']++;
      if (!this.#cut) handOn();
    };
    if (arrival <= now) arrive();
    else this.#scope.after(millis(arrival - now), arrive);
  }

  close(): void {
    this.#scope.close();
  }
}

function newWay(seed: number): Way {
  return { lane: new Lane(seededRandom(seed)), count: { handedOn: 0, lost: 0 } };
}

// UDP promises nothing: where nobody listens any more, a packet is lost, and that is no failure of the relay.
const ignoreLoss = (): void => undefined;

const text = ({ address, port }: UdpAddress): string => `${address}:${port}`;
