import {
  type ErrorCode,
  FreshetError,
  limits,
  type PublishChannel,
  type StreamInfo,
  VideoSourceType,
} from '@freshet/protocol';
import type { Tell } from '../delivery.ts';
import type { DeviceProblem } from '../devices/acquire.ts';
import { Capture } from '../devices/capture.ts';
import { changedConfig } from '../devices/video-config.ts';
import type { AudioSource, VideoConfig, VideoSource, View } from '../engine-api.ts';
import { Rate } from '../life/rate.ts';
import type { MediaDevice } from '../media/device.ts';
import type { Size } from '../render/first-picture.ts';
import type { Room } from '../room/room.ts';
import { CaptureNews } from './capture-news.ts';
import { Preview } from './preview.ts';
import { Publisher, type Source } from './publisher.ts';

/** What a channel is made of. */
export type ChannelOptions = {
  readonly channel: PublishChannel;
  readonly config: VideoConfig;
  readonly device: MediaDevice;
  readonly tell: Tell;
};

/** One of an engine's outgoing streams: its sources, its preview and its publish. Devices are held while either is on. */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #capture: Capture;
  readonly #news: CaptureNews;
  readonly #descriptions = new Rate(limits.streamExtraInfoPerSecond);
  #preview: Preview | undefined;
  #publisher: Publisher | undefined;
  #toldSize = '';
  #isMicrophoneMuted = false;
  #isAudioMuted = false;
  #isVideoMuted = false;
  #extraInfo = '';

  constructor(options: ChannelOptions) {
    const { channel, config, tell } = options;
    this.#options = options;
    this.#capture = new Capture(config);
    this.#news = new CaptureNews(this.#capture, channel, tell, (size) => this.#sized(size));
    this.#capture.events.on('changed', () => this.#changed());
  }

  /** What is published on this channel. */
  get streamID(): string | undefined {
    return this.#publisher?.streamID;
  }

  /** What the server holds of this channel, if anything. */
  get stream(): Omit<StreamInfo, 'user'> | undefined {
    const publisher = this.#publisher;
    if (!publisher?.description.isHeld) return undefined;
    return { streamID: publisher.streamID, extraInfo: publisher.description.text };
  }

  /** What is published, if anything. */
  get publisher(): Publisher | undefined {
    return this.#publisher;
  }

  /** @throws FreshetError with the code of the first device that cannot be had; what can be had is captured */
  async startPreview(view: View | null): Promise<void> {
    if (this.#preview) this.#preview.moveTo(view);
    else this.#preview = new Preview(view);
    this.#showPreview();
    const [problem] = await this.#startCapture();
    if (problem) throw problem.error;
  }

  async stopPreview(): Promise<void> {
    this.#preview?.close();
    this.#preview = undefined;
    await this.#stopCaptureIfUnused();
  }

  /** @throws FreshetError 1003023 where the channel is publishing */
  publish(streamID: string, extraInfo: string | undefined, room: Room): void {
    if (this.#publisher) throw new FreshetError(1003023);
    const { channel, device, tell } = this.#options;
    const { codec } = this.#capture.config;
    const publisher: Publisher = new Publisher({
      streamID,
      extraInfo: extraInfo ?? this.#extraInfo,
      channel,
      room,
      device,
      source: () => this.#source(codec),
      resized: (size) => this.#sized(size),
      tell,
      ended: () => {
        if (this.#publisher === publisher) this.#publisher = undefined;
        void this.#stopCaptureIfUnused();
      },
    });
    this.#publisher = publisher;
    void this.#begin(publisher);
  }

  /** Ends the publish, if there is one, and tells the code. */
  stopPublishing(code: ErrorCode | 0): void {
    this.#publisher?.stop(code);
  }

  /**
   * Changes what the room is told of the stream; without a publish, what it is told of the next one.
   *
   * @throws FreshetError 1002071 for too many, else the server's code, 1002051 while it cannot be asked; the former text
   * then stands
   */
  async setExtraInfo(extraInfo: string): Promise<void> {
    if (!this.#descriptions.take()) throw new FreshetError(1002071);
    await this.#publisher?.description.change(extraInfo);
    this.#extraInfo = extraInfo;
  }

  /** For tests: the connection is lost, and cannot be restored. */
  loseMedia(): void {
    this.#publisher?.loseMedia();
  }

  setVideoSource(source: VideoSource): Promise<void> {
    return this.#capture.setVideoSource(source);
  }

  setAudioSource(source: AudioSource): Promise<void> {
    return this.#capture.setAudioSource(source);
  }

  enableCamera(enable: boolean): Promise<void> {
    return this.#capture.enableCamera(enable);
  }

  muteMicrophone(mute: boolean): void {
    this.#isMicrophoneMuted = mute;
    this.#applyMutes();
  }

  muteAudio(mute: boolean): void {
    this.#isAudioMuted = mute;
    this.#applyMutes();
  }

  async muteVideo(mute: boolean): Promise<void> {
    this.#isVideoMuted = mute;
    await this.#publisher?.update();
  }

  /** @throws FreshetError 1000017 where the configuration makes no sense */
  async setVideoConfig(change: Partial<VideoConfig>): Promise<void> {
    await this.#capture.setConfig(changedConfig(this.#capture.config, change));
    await this.#publisher?.update();
  }

  /** Resolves when every device is let go. */
  async close(): Promise<void> {
    this.stopPublishing(0);
    this.#preview?.close();
    this.#preview = undefined;
    this.#news.close();
    await this.#capture.close();
  }

  async #begin(publisher: Publisher): Promise<void> {
    const [problem] = await this.#startCapture();
    if (this.#publisher !== publisher) return;
    const { audio, video } = this.#capture.captured;
    if (audio || video) publisher.start();
    else publisher.stop(problem?.error.code ?? 1003001);
  }

  async #startCapture(): Promise<readonly DeviceProblem[]> {
    try {
      const problems = await this.#capture.start();
      for (const { kind, error } of problems) this.#options.tell('onDeviceError', error.code, kind);
      return problems;
    } catch {
      // The channel was closed meanwhile.
      return [];
    }
  }

  async #stopCaptureIfUnused(): Promise<void> {
    if (!this.#preview && !this.#publisher) await this.#capture.stop().catch(() => undefined);
  }

  #changed(): void {
    this.#showPreview();
    void this.#publisher?.update();
  }

  #showPreview(): void {
    const isCamera = this.#capture.videoSourceType === VideoSourceType.Camera;
    this.#preview?.show(this.#capture.captured.video ?? undefined, isCamera);
  }

  #sized({ width, height }: Size): void {
    const size = `${width}x${height}`;
    if (size === this.#toldSize) return;
    this.#toldSize = size;
    const { channel, tell } = this.#options;
    tell('onPublisherVideoSizeChanged', width, height, channel);
  }

  #applyMutes(): void {
    this.#capture.setMuted(this.#isMicrophoneMuted || this.#isAudioMuted);
  }

  #source(codec: VideoConfig['codec']): Source {
    const { captured, config } = this.#capture;
    const isHeldBack = this.#isVideoMuted && captured.video !== undefined;
    return {
      tracks: isHeldBack ? { ...captured, video: null } : captured,
      video: {
        ...config,
        codec,
        isDetail: captured.video?.contentHint === 'detail' || captured.video?.contentHint === 'text',
      },
    };
  }
}
