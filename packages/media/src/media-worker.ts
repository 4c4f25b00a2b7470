import { Emitter, Scope, seconds } from '@freshet/kit';
import { createWorker } from 'mediasoup';
import type {
  Consumer,
  Producer,
  Router,
  TransportListenInfo,
  WebRtcServer,
  WebRtcTransport,
  Worker,
} from 'mediasoup/types';
import { probeCapabilities, probeSound, routerCodecs } from './codecs.ts';
import { Seats } from './seats.ts';

/** One address that media is received on. */
export type ListenAddress = {
  /** An address of this machine. */
  readonly listen: string;
  /** What clients are told instead: the outer side of a NAT, or a host name. */
  readonly announced?: string;
};

export type MediaWorkerOptions = {
  readonly addresses: readonly ListenAddress[];
  /** The one UDP and TCP port on every address; 0 takes any free ones. */
  readonly port: number;
};

/** A media worker could not be started. */
export class MediaStartError extends Error {
  override readonly name = 'MediaStartError';
}

/** Socket buffers in bytes, for the burst of a key frame to many viewers at once; the system's own limit caps them. */
const SOCKET_BUFFER = 4 * 1024 * 1024;
/** What a new connection is thought to carry until it is measured, in bits a second: a 720p stream with its sound. */
const FIRST_GUESS_OF_BITRATE = 3_000_000;
/** RFC 7675, section 5.1: consent expires 30 s after the last valid answer. In seconds. */
const CONSENT_TIMEOUT = 30;
/** How long a worker that was told to end may take before it is killed. */
const END_PATIENCE = seconds(2);

type Parts = { worker: Worker; router: Router; server: WebRtcServer; probe: Producer };

/** One worker process, with its one router and its ports. */
export class MediaWorker {
  readonly seats = new Seats();
  /** `died` comes once, and only where nobody asked the process to end. Everything on the worker is gone by then. */
  readonly events = new Emitter<{ died: { cause: Error } }>();
  readonly #parts: Parts;

  /** @throws MediaStartError */
  static async create(options: MediaWorkerOptions): Promise<MediaWorker> {
    let worker: Worker | undefined;
    try {
      worker = await spawn();
      const server = await worker.createWebRtcServer({ listenInfos: listenInfos(options) });
      const router = await worker.createRouter({ mediaCodecs: routerCodecs });
      const direct = await router.createDirectTransport();
      const probe = await direct.produce({ kind: 'audio', rtpParameters: probeSound });
      return new MediaWorker({ worker, router, server, probe });
    } catch (error) {
      worker?.close();
      throw new MediaStartError(startFailure(options, worker !== undefined), { cause: error });
    }
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
    parts.worker.once('died', (cause) => {
      this.events.emit('died', { cause });
      this.events.clear();
    });
  }

  get pid(): number {
    return this.#parts.worker.pid;
  }

  get router(): Router {
    return this.#parts.router;
  }

  /** A new connection to one client. The caller closes it. */
  openTransport(): Promise<WebRtcTransport> {
    return this.router.createWebRtcTransport({
      webRtcServer: this.#parts.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: FIRST_GUESS_OF_BITRATE,
      iceConsentTimeout: CONSENT_TIMEOUT,
    });
  }

  /** Something for `transport` to carry that never sends: with it a client connects at once. */
  probe(transport: WebRtcTransport): Promise<Consumer> {
    return transport.consume({
      producerId: this.#parts.probe.id,
      rtpCapabilities: probeCapabilities,
      paused: true,
    });
  }

  /** Ends the process; resolves when it is gone. */
  async close(): Promise<void> {
    const { worker } = this.#parts;
    this.events.clear();
    if (worker.subprocessClosed) return;
    const scope = new Scope();
    const gone = new Promise<void>((resolve) => worker.once('subprocessclose', resolve));
    scope.after(END_PATIENCE, () => process.kill(worker.pid, 'SIGKILL'));
    worker.close();
    await gone;
    scope.close();
  }
}

// mediasoup closes its workers at the first SIGINT or SIGTERM that reaches this process. Here the process drains
// first and closes them itself, so the listeners that a worker brings along are taken off again.
function spawn(): Promise<Worker> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const spawning = createWorker();
  for (const [signal, listeners] of before) {
    const added = process.listeners(signal).filter((listener) => !listeners.includes(listener));
    for (const listener of added) process.removeListener(signal, listener);
  }
  return spawning;
}

function listenInfos({ addresses, port }: MediaWorkerOptions): TransportListenInfo[] {
  return addresses.flatMap(({ listen, announced }) => {
    const address = { ip: listen, port, ...(announced === undefined ? {} : { announcedAddress: announced }) };
    return [
      { ...address, protocol: 'udp', sendBufferSize: SOCKET_BUFFER, recvBufferSize: SOCKET_BUFFER },
      { ...address, protocol: 'tcp' },
    ];
  });
}

function startFailure({ addresses, port }: MediaWorkerOptions, isRunning: boolean): string {
  const where = addresses.map(({ listen }) => listen).join(', ');
  return isRunning
    ? `a media worker cannot listen on port ${port} of ${where}: see whether another program has that port`
    : 'the media worker does not run on this machine: see whether MEDIASOUP_WORKER_BIN names a worker that starts';
}
