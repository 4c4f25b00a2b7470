import type { ErrorCode, PublishChannel, Scenario, StreamInfo, StreamReport } from '@freshet/protocol';
import type { PublishReport } from '../connection-api.ts';
import type { Tell } from '../delivery.ts';
import { startingConfig } from '../devices/video-config.ts';
import type { MediaDevice } from '../media/device.ts';
import { Channel } from './channel.ts';
import type { Publisher } from './publisher.ts';

type ChannelsOptions = { readonly scenario: Scenario; readonly device: MediaDevice; readonly tell: Tell };

/** An engine's four outgoing streams, each made when it is first used. They outlive rooms. */
export class Channels {
  readonly #options: ChannelsOptions;
  readonly #channels = new Map<PublishChannel, Channel>();
  #isMicrophoneMuted = false;

  constructor(options: ChannelsOptions) {
    this.#options = options;
  }

  /** What the server holds of them. */
  get streams(): readonly Omit<StreamInfo, 'user'>[] {
    return this.#all.flatMap(({ stream }) => stream ?? []);
  }

  get(channel: PublishChannel): Channel {
    const standing = this.#channels.get(channel);
    if (standing) return standing;
    const { scenario, device, tell } = this.#options;
    const made = new Channel({ channel, config: startingConfig(scenario), device, tell });
    made.muteMicrophone(this.#isMicrophoneMuted);
    this.#channels.set(channel, made);
    return made;
  }

  /** Whether one of them publishes `streamID`, or is about to. */
  publishes(streamID: string): boolean {
    return this.#all.some((channel) => channel.streamID === streamID);
  }

  muteMicrophone(mute: boolean): void {
    this.#isMicrophoneMuted = mute;
    for (const channel of this.#channels.values()) channel.muteMicrophone(mute);
  }

  /** Ends every publish and tells the code, 0 where it was wished for. */
  stopPublishing(code: ErrorCode | 0): void {
    for (const channel of this.#channels.values()) channel.stopPublishing(code);
  }

  async stopPreviews(): Promise<void> {
    await Promise.all(this.#all.map((channel) => channel.stopPreview()));
  }

  /** How every publish did since this was last asked. */
  async reports(): Promise<StreamReport[]> {
    const told = await Promise.all(this.#publishers.map((publisher) => publisher.report()));
    return told.flatMap((one) => one ?? []);
  }

  /** How every publish is sent. */
  facts(): Promise<PublishReport[]> {
    return Promise.all(this.#publishers.map((publisher) => publisher.facts()));
  }

  /** For tests: every connection is lost, and cannot be restored. */
  loseMedia(): void {
    for (const channel of this.#channels.values()) channel.loseMedia();
  }

  /** Resolves when every device is let go. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((channel) => channel.close()));
  }

  get #publishers(): readonly Publisher[] {
    return this.#all.flatMap(({ publisher }) => publisher ?? []);
  }

  get #all(): readonly Channel[] {
    return [...this.#channels.values()];
  }
}
