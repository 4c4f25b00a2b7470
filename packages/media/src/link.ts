import { type ErrorCode, FreshetError } from '@freshet/protocol';
import type { DtlsParameters, IceParameters, WebRtcTransport } from 'mediasoup/types';
import { engineCall, offeredCall } from './faults.ts';
import type { MediaWorker } from './media-worker.ts';

/** The connection to one client. Its calls fail with FreshetErrors of the code it was opened with, or 1100001. */
export class Link {
  readonly transport: WebRtcTransport;
  readonly #failure: ErrorCode;
  #connected = false;

  static async open(worker: MediaWorker, failure: ErrorCode): Promise<Link> {
    return new Link(await engineCall(failure, () => worker.openTransport()), failure);
  }

  private constructor(transport: WebRtcTransport, failure: ErrorCode) {
    this.transport = transport;
    this.#failure = failure;
  }

  /** What the client needs to connect. */
  get description(): Record<string, unknown> {
    const { id, iceParameters, iceCandidates, dtlsParameters } = this.transport;
    return { id, iceParameters, iceCandidates, dtlsParameters };
  }

  get isConnected(): boolean {
    return this.#connected;
  }

  /** Takes the client's side of DTLS. Once. */
  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    if (this.#connected) throw new FreshetError(1100001, 'the transport is connected already');
    await offeredCall(this.#failure, () => this.transport.connect({ dtlsParameters }));
    this.#connected = true;
  }

  /** RFC 8445, section 2.4: new credentials, after which the client may come from another address. */
  restartIce(): Promise<IceParameters> {
    return engineCall(this.#failure, () => this.transport.restartIce());
  }

  close(): void {
    this.transport.close();
  }
}
