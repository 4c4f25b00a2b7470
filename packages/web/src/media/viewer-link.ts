import { millis, Scope } from '@freshet/kit';
import { asFreshetError, type EngineBlob, FreshetError } from '@freshet/protocol';
import type { types } from 'mediasoup-client';
import type { TransportReport } from '../connection-api.ts';
import { transportFacts } from '../quality/connection-facts.ts';
import { type Negotiate, PlayAnswer, RestartAnswer, readBlob, toBlob, ViewerAnswer } from './blobs.ts';
import { ConnectionWatch } from './connection-watch.ts';
import type { MediaDevice } from './device.ts';

// How long a link that has been replaced keeps its last pictures for plays that have not moved yet.
const RETIREMENT = millis(10_000);

type ViewerLinkOptions = {
  readonly answer: EngineBlob;
  readonly device: MediaDevice;
  readonly negotiate: Negotiate;
};

/** One stream as it is received. The browser is left no reason to keep its tracks in step: `holdBack` is for that. */
export type Reception = {
  readonly tracks: readonly MediaStreamTrack[];
  /** How the tracks do: one report each. */
  stats(): Promise<readonly RTCStatsReport[]>;
  /** How far each track is held back at least, in milliseconds. */
  holdBack(least: { readonly audio: number; readonly video: number }): void;
  close(): void;
};

/** The connection on which a client receives every stream it plays. */
export class ViewerLink {
  readonly watch: ConnectionWatch;
  readonly #transport: types.Transport;
  readonly #scope = new Scope();
  readonly #receptions = new Set<Reception>();
  #retired = false;
  #received = 0;

  private constructor(transport: types.Transport, rtpCapabilities: types.RtpCapabilities, negotiate: Negotiate) {
    this.#transport = transport;
    this.watch = new ConnectionWatch(transport, async () => {
      const answer = readBlob(RestartAnswer, await negotiate(toBlob({ step: 'restartIce' })));
      await transport.restartIce(answer);
    });
    this.#scope.add(() => this.watch.close());
    transport.on('connect', ({ dtlsParameters }, connected) => {
      // Media is set up while the server reads this: waiting for its answer would cost a round trip.
      connected();
      const offer = toBlob({ step: 'connect', dtlsParameters, rtpCapabilities });
      negotiate(offer).catch(() => this.watch.giveUp());
    });
  }

  /**
   * Opens the link and begins to connect, with the server's silent probe as the first thing to receive.
   *
   * @throws FreshetError 1100001 where the answer makes no sense, 1000010 where the browser cannot receive
   */
  static async open({ answer, device, negotiate }: ViewerLinkOptions): Promise<ViewerLink> {
    const { routerRtpCapabilities, transport, probe } = readBlob(ViewerAnswer, answer);
    const loaded = await device.load(routerRtpCapabilities);
    const link = new ViewerLink(loaded.createRecvTransport(transport), loaded.recvRtpCapabilities, negotiate);
    link.#transport.consume(probe).catch(() => link.watch.giveUp());
    return link;
  }

  /**
   * Takes the tracks that the server offers for one play. Nothing is sent before the server is told that all is ready.
   *
   * @throws FreshetError 1004020 where the link was closed meanwhile, 1100001 where the offer makes no sense
   */
  async receive(answer: EngineBlob): Promise<Reception> {
    const { consumers: offered } = readBlob(PlayAnswer, answer);
    const play = `play-${++this.#received}`;
    // Tracks of one stream id are held back by the browser until the slowest is there. In one turn they cost one
    // negotiation.
    const takes = offered.map((one) => this.#transport.consume({ ...one, streamId: `${play}-${one.kind}` }));
    const taken = await Promise.allSettled(takes);
    const consumers = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const failed = taken.find((one) => one.status === 'rejected');
    if (failed || this.#transport.closed) {
      for (const consumer of consumers) consumer.close();
      if (this.#transport.closed) throw new FreshetError(1004020);
      throw asFreshetError(failed?.reason, 1100001);
    }
    return this.#reception(consumers);
  }

  /** Another link takes over: this one closes with its last reception. */
  retire(): void {
    this.#retired = true;
    this.watch.close();
    this.#scope.after(RETIREMENT, () => this.close());
    this.#closeIfUseless();
  }

  /** How the connection is; `null` once it is closed. */
  facts(): Promise<TransportReport | null> {
    return transportFacts(this.#transport);
  }

  close(): void {
    this.#scope.close();
    this.#transport.close();
  }

  #reception(consumers: readonly types.Consumer[]): Reception {
    const reception: Reception = {
      tracks: consumers.map(({ track }) => track),
      stats: () => Promise.all(consumers.map((consumer) => consumer.getStats())),
      holdBack: (least) => {
        for (const { kind, rtpReceiver } of consumers) {
          if (rtpReceiver && rtpReceiver.jitterBufferTarget !== least[kind])
            rtpReceiver.jitterBufferTarget = least[kind];
        }
      },
      close: () => {
        for (const consumer of consumers) consumer.close();
        this.#receptions.delete(reception);
        this.#closeIfUseless();
      },
    };
    this.#receptions.add(reception);
    return reception;
  }

  #closeIfUseless(): void {
    if (this.#retired && this.#receptions.size === 0) this.close();
  }
}
