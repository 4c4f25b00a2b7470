import { KeyedQueue, Scope } from '@freshet/kit';
import { asFreshetError, type EngineBlob, FreshetError } from '@freshet/protocol';
import type { types } from 'mediasoup-client';
import type { TransportReport } from '../connection-api.ts';
import type { VideoConfig } from '../engine-api.ts';
import { transportFacts } from '../quality/connection-facts.ts';
import { type Negotiate, PublishAnswer, RestartAnswer, readBlob, toBlob } from './blobs.ts';
import { ConnectionWatch } from './connection-watch.ts';
import { type MediaDevice, sendingCodec } from './device.ts';

/** The tracks of one stream. `null` is a kind that sends nothing for now; one that is absent is no part of the stream. */
export type Tracks = { readonly [Kind in types.MediaKind]?: MediaStreamTrack | null | undefined };

/** How a picture is sent. `isDetail` prefers sharpness to smoothness. */
export type VideoSending = VideoConfig & { readonly isDetail: boolean };

type PublishLinkOptions = {
  readonly answer: EngineBlob;
  readonly device: MediaDevice;
  readonly negotiate: Negotiate;
  readonly tracks: Tracks;
  readonly video: VideoSending;
};

type ProducerOffer = { readonly kind: types.MediaKind; readonly rtpParameters: types.RtpParameters };

// Speech needs no more; silence is sent as well, so that a viewer's sound does not begin late. RFC 7587, section 6.1.
const AUDIO_OPTIONS = { opusDtx: false, opusFec: true } as const;

/** The connection on which one stream is sent. */
export class PublishLink {
  readonly watch: ConnectionWatch;
  readonly #transport: types.Transport;
  readonly #codec: types.RtpCodecCapability;
  readonly #negotiate: Negotiate;
  readonly #producers = new Map<types.MediaKind, types.Producer>();
  readonly #queue = new KeyedQueue<'tracks'>();
  readonly #scope = new Scope();
  #video: VideoSending;
  #dtlsParameters: types.DtlsParameters | undefined;
  #offered: ProducerOffer[] = [];
  #produced = 0;

  private constructor(transport: types.Transport, codec: types.RtpCodecCapability, options: PublishLinkOptions) {
    const { negotiate, video } = options;
    this.#transport = transport;
    this.#codec = codec;
    this.#negotiate = negotiate;
    this.#video = video;
    this.watch = new ConnectionWatch(transport, async () => {
      const answer = readBlob(RestartAnswer, await negotiate(toBlob({ step: 'restartIce' })));
      await transport.restartIce(answer);
    });
    this.#scope.add(() => this.watch.close());
    // Both are answered at once, and told to the server together: one round trip for the whole stream.
    transport.on('connect', ({ dtlsParameters }, connected) => {
      this.#dtlsParameters = dtlsParameters;
      connected();
    });
    transport.on('produce', ({ kind, rtpParameters }, produced) => {
      this.#offered.push({ kind, rtpParameters });
      produced({ id: `${kind}-${++this.#produced}` });
    });
  }

  /**
   * Opens the link and begins to send `tracks`.
   *
   * @throws FreshetError 1000010 where the browser cannot send with the codec, 1100001 where the answer makes no
   * sense, else the server's code
   */
  static async open(options: PublishLinkOptions): Promise<PublishLink> {
    const { answer, device, tracks, video } = options;
    const { routerRtpCapabilities, transport } = readBlob(PublishAnswer, answer);
    const loaded = await device.load(routerRtpCapabilities);
    const codec = sendingCodec(loaded, video.codec);
    const link = new PublishLink(loaded.createSendTransport(transport), codec, options);
    try {
      await link.setTracks(tracks);
      return link;
    } catch (error) {
      link.close();
      throw error;
    }
  }

  /** Sends these tracks from now on. */
  setTracks(tracks: Tracks): Promise<void> {
    return this.#queue.run('tracks', async () => {
      try {
        await this.#put(tracks);
      } catch (error) {
        throw this.#transport.closed ? new FreshetError(1003020) : asFreshetError(error, 1100001);
      }
    });
  }

  /** Changes how the picture is sent; the codec stays. */
  setVideo(video: VideoSending): Promise<void> {
    this.#video = video;
    return this.#queue.run('tracks', () => this.#applyVideo());
  }

  /** One report for each kind that is sent. */
  stats(): Promise<readonly RTCStatsReport[]> {
    return Promise.all([...this.#producers.values()].map((producer) => producer.getStats()));
  }

  /** How the connection is; `null` once it is closed. */
  facts(): Promise<TransportReport | null> {
    return transportFacts(this.#transport);
  }

  close(): void {
    this.#scope.close();
    this.#queue.close();
    this.#transport.close();
  }

  async #put(tracks: Tracks): Promise<void> {
    const { audio, video } = tracks;
    await Promise.all([...this.#producers.values()].map((producer) => this.#change(producer, tracks[producer.kind])));
    const added: Promise<unknown>[] = [];
    if (audio && !this.#producers.has('audio')) added.push(this.#produceAudio(audio));
    if (video && !this.#producers.has('video')) added.push(this.#produceVideo(video));
    await Promise.all(added);
    if (this.#producers.has('video')) await this.#applyVideo();
    await this.#tellServer();
  }

  async #change(producer: types.Producer, track: MediaStreamTrack | null | undefined): Promise<void> {
    if (track !== undefined) return producer.replaceTrack({ track });
    this.#producers.delete(producer.kind);
    producer.close();
    await this.#negotiate(toBlob({ step: 'closeTrack', kind: producer.kind }));
  }

  async #produceAudio(track: MediaStreamTrack): Promise<void> {
    this.#keep(await this.#transport.produce({ track, stopTracks: false, codecOptions: AUDIO_OPTIONS }));
  }

  async #produceVideo(track: MediaStreamTrack): Promise<void> {
    const { bitrate, fps } = this.#video;
    const producer = await this.#transport.produce({
      track,
      stopTracks: false,
      codec: this.#codec,
      encodings: [{ maxBitrate: bitrate * 1000, maxFramerate: fps }],
      // Near the target from the first second; the default begins at 300 kbps and takes many seconds to be sharp.
      codecOptions: { videoGoogleStartBitrate: Math.round(bitrate * 0.6) },
    });
    this.#keep(producer);
  }

  #keep(producer: types.Producer): void {
    this.#producers.set(producer.kind, producer);
  }

  async #tellServer(): Promise<void> {
    const producers = this.#offered;
    if (producers.length === 0) return;
    this.#offered = [];
    const dtlsParameters = this.#dtlsParameters;
    this.#dtlsParameters = undefined;
    await this.#negotiate(toBlob({ step: 'produce', ...(dtlsParameters ? { dtlsParameters } : {}), producers }));
  }

  async #applyVideo(): Promise<void> {
    const sender = this.#producers.get('video')?.rtpSender;
    if (!sender) return;
    const { bitrate, fps, isDetail } = this.#video;
    const parameters = sender.getParameters();
    // Where CPU or network run short, a live picture stays smooth and a screen stays legible. A browser's own balance
    // may end at 10 pictures a second.
    parameters.degradationPreference = isDetail ? 'maintain-resolution' : 'maintain-framerate';
    for (const encoding of parameters.encodings) {
      encoding.maxBitrate = bitrate * 1000;
      encoding.maxFramerate = fps;
    }
    await sender.setParameters(parameters);
  }
}
