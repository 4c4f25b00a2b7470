import { Scope } from '@freshet/kit';
import {
  asFreshetError,
  type ErrorCode,
  FreshetError,
  PublishChannel,
  RoomStateChangedReason,
  Scenario,
} from '@freshet/protocol';
import * as check from './checks.ts';
import { Delivery } from './delivery.ts';
import { listDevices } from './devices/list.ts';
import { startingConfig } from './devices/video-config.ts';
import type {
  AudioSource,
  DeviceList,
  Engine,
  EngineProfile,
  PlayerConfig,
  PublisherConfig,
  RoomConfig,
  RoomResult,
  RoomUser,
  VideoConfig,
  VideoSource,
  View,
} from './engine-api.ts';
import type { EventHandler } from './event-handler.ts';
import { pageWakeUps } from './life/wake-ups.ts';
import { MediaDevice } from './media/device.ts';
import { Players } from './play/players.ts';
import { Channel } from './publish/channel.ts';
import type { PlayQuality } from './quality-api.ts';
import { Room } from './room/room.ts';
import { socketAddress } from './signalling/address.ts';

const MAIN = PublishChannel.Main;

type Visit = { readonly room: Room; readonly players: Players };

/** The engine: checks what it is asked for, and hands it to the room, the channels and the players. */
export class LiveEngine implements Engine {
  readonly #profile: EngineProfile;
  readonly #address: string;
  readonly #delivery = new Delivery();
  readonly #device = new MediaDevice();
  readonly #channels = new Map<PublishChannel, Channel>();
  readonly #scope = new Scope();
  #visit: Visit | undefined;
  #isMicrophoneMuted = false;

  /** @throws FreshetError 1001000 or 1000017 where the profile makes no sense */
  constructor(profile: EngineProfile, handler: EventHandler | null) {
    check.checkProfile(profile);
    this.#profile = profile;
    this.#address = socketAddress(profile.server);
    this.#delivery.setHandler(handler);
    // A page that goes says so, as far as the browser lets it: the others need not wait for the heartbeat to miss it.
    this.#scope.listen<PageTransitionEvent>(window, 'pagehide', ({ persisted }) => {
      if (!persisted) this.#visit?.room.mention('logout', {});
    });
  }

  setEventHandler(handler: EventHandler | null): void {
    this.#delivery.setHandler(handler);
  }

  async loginRoom(roomID: string, user: RoomUser, config?: RoomConfig): Promise<RoomResult> {
    try {
      return await this.#call('loginRoom', () => this.#login(roomID, user, check.checkLogin(roomID, user, config)));
    } catch (error) {
      return { errorCode: asFreshetError(error, 1002099).code, extendedData: '{}' };
    }
  }

  async logoutRoom(roomID?: string): Promise<RoomResult> {
    const visit = this.#visit;
    if (!visit || (roomID !== undefined && roomID !== visit.room.roomID)) {
      if (roomID !== undefined) {
        this.#delivery.tell('onRoomStateChanged', roomID, RoomStateChangedReason.LogoutFailed, 1002002, '{}');
      }
      return { errorCode: 1002002, extendedData: '{}' };
    }
    visit.players.close(0);
    const channels = [...this.#channels.values()];
    for (const channel of channels) channel.stopPublishing(0);
    await Promise.all(channels.map((channel) => channel.stopPreview()));
    return visit.room.logout();
  }

  startPreview(view?: View | null, channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('startPreview', () => {
      check.checkView(view);
      return this.#channel(channel).startPreview(view ?? null);
    });
  }

  stopPreview(channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('stopPreview', () => this.#channel(channel).stopPreview());
  }

  startPublishingStream(streamID: string, channel: PublishChannel = MAIN, config: PublisherConfig = {}): Promise<void> {
    return this.#call('startPublishingStream', () => {
      check.checkStreamID(streamID);
      check.checkPublisherConfig(config);
      const { room } = this.#needVisit();
      if ([...this.#channels.values()].some((one) => one.streamID === streamID)) throw new FreshetError(1003028);
      this.#channel(channel).publish(streamID, config.extraInfo ?? '', room);
    });
  }

  stopPublishingStream(channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('stopPublishingStream', () => this.#channel(channel).stopPublishing(0));
  }

  startPlayingStream(streamID: string, view?: View | null, config: PlayerConfig = {}): Promise<void> {
    return this.#call('startPlayingStream', () => {
      check.checkStreamID(streamID);
      check.checkView(view);
      check.checkPlayerConfig(config);
      this.#needVisit().players.play(streamID, view ?? null, config);
    });
  }

  stopPlayingStream(streamID: string): Promise<void> {
    return this.#call('stopPlayingStream', () => this.#needVisit().players.get(streamID).stop(0));
  }

  setVideoSource(source: VideoSource, channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('setVideoSource', () => this.#channel(channel).setVideoSource(source));
  }

  setAudioSource(source: AudioSource, channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('setAudioSource', () => this.#channel(channel).setAudioSource(source));
  }

  enableCamera(enable: boolean, channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('enableCamera', () => this.#channel(channel).enableCamera(enable));
  }

  muteMicrophone(mute: boolean): Promise<void> {
    return this.#call('muteMicrophone', () => {
      this.#isMicrophoneMuted = mute;
      for (const channel of this.#channels.values()) channel.muteMicrophone(mute);
    });
  }

  mutePublishStreamAudio(mute: boolean, channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('mutePublishStreamAudio', () => this.#channel(channel).muteAudio(mute));
  }

  mutePublishStreamVideo(mute: boolean, channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('mutePublishStreamVideo', () => this.#channel(channel).muteVideo(mute));
  }

  setVideoConfig(config: Partial<VideoConfig>, channel: PublishChannel = MAIN): Promise<void> {
    return this.#call('setVideoConfig', () => this.#channel(channel).setVideoConfig(config));
  }

  enumDevices(): Promise<DeviceList> {
    return this.#call('enumDevices', () => listDevices());
  }

  setPlayVolume(streamID: string, volume: number): Promise<void> {
    return this.#call('setPlayVolume', () => {
      check.checkRange('volume', volume, 200);
      this.#needVisit()
        .players.get(streamID)
        .output.setVolume(Math.min(volume, 100) / 100);
    });
  }

  mutePlayStreamAudio(streamID: string, mute: boolean): Promise<void> {
    return this.#call('mutePlayStreamAudio', () => this.#needVisit().players.get(streamID).output.setMuted(mute));
  }

  resumeAutoplay(): Promise<void> {
    return this.#call('resumeAutoplay', () => this.#visit?.players.resumeAutoplay());
  }

  getPlayingStreamQuality(streamID: string): Promise<PlayQuality> {
    return this.#call('getPlayingStreamQuality', () => this.#needVisit().players.get(streamID).quality());
  }

  /** Leaves the room and lets go of everything; nothing is told once it resolves. */
  async destroy(): Promise<void> {
    if (this.#scope.closed) return;
    this.#scope.close();
    await this.logoutRoom();
    await Promise.all([...this.#channels.values()].map((channel) => channel.close()));
    this.#delivery.setHandler(null);
  }

  #login(roomID: string, user: RoomUser, config: RoomConfig): Promise<RoomResult> {
    if (this.#visit) throw new FreshetError(1002001);
    const { token, isUserStatusNotify = false, maxMemberCount = 0 } = config;
    const { userID, userName } = user;
    const { appID } = this.#profile;
    const { tell } = this.#delivery;
    const credentials = { appID, roomID, user: { userID, userName }, token, isUserStatusNotify, maxMemberCount };
    const room = new Room({ address: this.#address, credentials, wakeUps: pageWakeUps(), tell });
    const players = new Players({ room, device: this.#device, tell });
    this.#visit = { room, players };
    room.events.on('entered', (entry) => {
      if (entry.way === 'resume') this.#withdrawStale(room, entry.publishing);
    });
    room.events.on('ended', ({ code }) => this.#roomEnded(players, code));
    return room.enter();
  }

  // Stopped while the server could not be told.
  #withdrawStale(room: Room, publishing: readonly string[]): void {
    const current = new Set([...this.#channels.values()].map(({ streamID }) => streamID));
    for (const streamID of publishing) {
      if (!current.has(streamID)) room.mention('unpublish', { streamID });
    }
  }

  #roomEnded(players: Players, code: ErrorCode | 0): void {
    this.#visit = undefined;
    players.close(code);
    for (const channel of this.#channels.values()) channel.stopPublishing(code === 1002053 ? 1003021 : code);
  }

  #channel(channel: PublishChannel): Channel {
    check.checkChannel(channel);
    const standing = this.#channels.get(channel);
    if (standing) return standing;
    const config = startingConfig(this.#profile.scenario ?? Scenario.Default);
    const made = new Channel({ channel, config, device: this.#device, tell: this.#delivery.tell });
    made.muteMicrophone(this.#isMicrophoneMuted);
    this.#channels.set(channel, made);
    return made;
  }

  #needVisit(): Visit {
    if (!this.#visit) throw new FreshetError(1000002);
    return this.#visit;
  }

  // A wrong call rejects with its code, and is told as well: pages in the making do not always look at promises.
  async #call<T>(name: string, task: () => Promise<T> | T): Promise<T> {
    try {
      if (this.#scope.closed) throw new FreshetError(1000001);
      return await task();
    } catch (error) {
      const known = asFreshetError(error, 1000017);
      this.#delivery.tell('onDebugError', known.code, name, known.message);
      throw known;
    }
  }
}
