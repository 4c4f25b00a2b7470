import { Scope } from '@freshet/kit';
import {
  asFreshetError,
  FreshetError,
  isErrorCode,
  PublishChannel,
  RoomStateChangedReason,
  type RoomStreamListType,
  Scenario,
} from '@freshet/protocol';
import { Calls } from './calls.ts';
import * as check from './checks.ts';
import type { ConnectionReport } from './connection-api.ts';
import { Delivery } from './delivery.ts';
import { listDevices } from './devices/list.ts';
import type {
  AudioSource,
  CallResult,
  DeviceList,
  Engine,
  EngineConfig,
  EngineProfile,
  PlayerConfig,
  PublisherConfig,
  RoomConfig,
  RoomResult,
  RoomStreamList,
  RoomUser,
  VideoConfig,
  VideoSource,
  View,
} from './engine-api.ts';
import type { EventHandler } from './event-handler.ts';
import { MediaDevice } from './media/device.ts';
import type { BarrageResult, BroadcastResult } from './message-api.ts';
import type { Channel } from './publish/channel.ts';
import { Channels } from './publish/channels.ts';
import type { PlayQuality } from './quality-api.ts';
import type { Messages } from './room/messages.ts';
import { socketAddress } from './signalling/address.ts';
import type { Simulation } from './simulation.ts';
import { Visits } from './visits.ts';

const MAIN = PublishChannel.Main;
const NOTHING = '{}';

/** The engine: checks what it is asked for, and hands it to the room, the channels and the players. */
export class LiveEngine implements Engine {
  readonly #delivery = new Delivery();
  readonly #calls: Calls;
  readonly #appSign: string | undefined;
  readonly #channels: Channels;
  readonly #visits: Visits;
  readonly #scope = new Scope();

  /** @throws FreshetError 1001000, 1001001, 1001002, 1001003 or 1000017 where the profile makes no sense */
  constructor(profile: EngineProfile, handler: EventHandler | null) {
    check.checkProfile(profile);
    const { appID, appSign, server, scenario = Scenario.Default } = profile;
    const address = socketAddress(server);
    this.#delivery.setHandler(handler);
    const { tell } = this.#delivery;
    this.#calls = new Calls({ isOver: () => this.#scope.closed, tell });
    this.#appSign = appSign;
    const device = new MediaDevice();
    this.#channels = new Channels({ scenario, device, tell });
    this.#visits = new Visits({ appID, appSign, address, device, channels: this.#channels, tell });
    // A page that goes says so, as far as the browser lets it: the others need not wait for the heartbeat to miss it.
    this.#scope.listen<PageTransitionEvent>(window, 'pagehide', ({ persisted }) => {
      if (!persisted) this.#visits.current?.room.mention('logout', {});
    });
  }

  setEventHandler(handler: EventHandler | null): void {
    if (this.#scope.closed) throw new FreshetError(1000001);
    this.#delivery.setHandler(handler);
  }

  setEngineConfig(config: EngineConfig): Promise<void> {
    return this.#calls.run('setEngineConfig', () => {
      if (this.#visits.current) throw new FreshetError(1000067);
      this.#visits.setRetryTimes(check.checkEngineConfig(config));
    });
  }

  async loginRoom(roomID: string, user: RoomUser, config?: RoomConfig): Promise<RoomResult> {
    try {
      return await this.#calls.run('loginRoom', () => this.#login(roomID, user, config));
    } catch (error) {
      return { errorCode: asFreshetError(error, 1002099).code, extendedData: NOTHING };
    }
  }

  async logoutRoom(roomID?: string): Promise<RoomResult> {
    try {
      return await this.#calls.run('logoutRoom', () => this.#logout(roomID));
    } catch (error) {
      const errorCode = asFreshetError(error, 1002099).code;
      if (roomID !== undefined) this.#tellState(roomID, RoomStateChangedReason.LogoutFailed, errorCode);
      return { errorCode, extendedData: NOTHING };
    }
  }

  switchRoom(fromRoomID: string, toRoomID: string, config?: RoomConfig): Promise<void> {
    return this.#calls.run('switchRoom', async () => {
      const { roomID, user, hasToken, isEntered } = this.#visits.need().room;
      const isThere = fromRoomID === roomID && isEntered;
      if (!isThere) throw new FreshetError(1000002, `${String(fromRoomID)} is not logged in`);
      check.checkRoomID(toRoomID);
      if (toRoomID === roomID) throw new FreshetError(1002064);
      const next = check.checkRoomConfig(config, hasToken);
      this.#calls.warn('switchRoom', check.doubtRoomID(toRoomID));
      void this.#visits.leave();
      const { errorCode } = await this.#visits.enter(toRoomID, user, next);
      if (errorCode !== 0) throw new FreshetError(isErrorCode(errorCode) ? errorCode : 1002099);
    });
  }

  renewToken(roomID: string, token: string): Promise<void> {
    return this.#calls.run('renewToken', () => this.#visits.needIn(roomID).room.renewToken(check.checkToken(token)));
  }

  setRoomExtraInfo(roomID: string, key: string, value: string): Promise<CallResult> {
    return this.#calls.answer('setRoomExtraInfo', {}, () => {
      check.checkText('the key', key);
      check.checkText('the value', value);
      return this.#visits.needIn(roomID).setRoomExtraInfo(key, value);
    });
  }

  setStreamExtraInfo(extraInfo: string, channel: PublishChannel = MAIN): Promise<CallResult> {
    return this.#calls.answer('setStreamExtraInfo', {}, async () => {
      check.checkExtraInfo(extraInfo);
      await this.#channel(channel).setExtraInfo(extraInfo);
      return {};
    });
  }

  sendBroadcastMessage(roomID: string, message: string): Promise<BroadcastResult> {
    return this.#calls.answer('sendBroadcastMessage', { messageID: 0 }, () => {
      check.checkMessage(message);
      return this.#messages(roomID).broadcast(message);
    });
  }

  sendBarrageMessage(roomID: string, message: string): Promise<BarrageResult> {
    return this.#calls.answer('sendBarrageMessage', { messageID: '' }, () => {
      check.checkMessage(message);
      return this.#messages(roomID).barrage(message);
    });
  }

  sendCustomCommand(roomID: string, command: string, toUserList?: readonly RoomUser[] | null): Promise<CallResult> {
    return this.#calls.answer('sendCustomCommand', {}, () => {
      check.checkMessage(command);
      const toUserIDs = check.checkAddressees(toUserList);
      return this.#messages(roomID).command(command, toUserIDs);
    });
  }

  getRoomStreamList(roomID: string, type: RoomStreamListType): Promise<RoomStreamList> {
    return this.#calls.run('getRoomStreamList', () => {
      check.checkListType(type);
      return this.#visits.needIn(roomID).streamList(type);
    });
  }

  startPreview(view?: View | null, channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('startPreview', () => {
      check.checkView(view);
      return this.#channel(channel).startPreview(view ?? null);
    });
  }

  stopPreview(channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('stopPreview', () => this.#channel(channel).stopPreview());
  }

  startPublishingStream(streamID: string, channel: PublishChannel = MAIN, config: PublisherConfig = {}): Promise<void> {
    return this.#calls.run('startPublishingStream', () => {
      check.checkStreamID(streamID);
      check.checkPublisherConfig(config);
      const { room } = this.#visits.need();
      const wanted = this.#channel(channel);
      if (wanted.streamID === undefined && this.#channels.publishes(streamID)) throw new FreshetError(1003028);
      wanted.publish(streamID, config.extraInfo, room);
    });
  }

  stopPublishingStream(channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('stopPublishingStream', () => this.#channel(channel).stopPublishing(0));
  }

  startPlayingStream(streamID: string, view?: View | null, config: PlayerConfig = {}): Promise<void> {
    return this.#calls.run('startPlayingStream', () => {
      check.checkStreamID(streamID);
      check.checkView(view);
      check.checkPlayerConfig(config);
      this.#visits.need().players.play(streamID, view ?? null, config);
    });
  }

  stopPlayingStream(streamID: string): Promise<void> {
    return this.#calls.run('stopPlayingStream', () => this.#visits.need().players.get(streamID).stop(0));
  }

  setVideoSource(source: VideoSource, channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('setVideoSource', () => {
      check.checkVideoSource(source);
      return this.#channel(channel).setVideoSource(source);
    });
  }

  setAudioSource(source: AudioSource, channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('setAudioSource', () => {
      check.checkAudioSource(source);
      return this.#channel(channel).setAudioSource(source);
    });
  }

  enableCamera(enable: boolean, channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('enableCamera', () => {
      check.checkFlag('enable', enable);
      return this.#channel(channel).enableCamera(enable);
    });
  }

  muteMicrophone(mute: boolean): Promise<void> {
    return this.#calls.run('muteMicrophone', () => {
      check.checkFlag('mute', mute);
      this.#channels.muteMicrophone(mute);
    });
  }

  mutePublishStreamAudio(mute: boolean, channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('mutePublishStreamAudio', () => {
      check.checkFlag('mute', mute);
      this.#channel(channel).muteAudio(mute);
    });
  }

  mutePublishStreamVideo(mute: boolean, channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('mutePublishStreamVideo', () => {
      check.checkFlag('mute', mute);
      return this.#channel(channel).muteVideo(mute);
    });
  }

  setVideoConfig(config: Partial<VideoConfig>, channel: PublishChannel = MAIN): Promise<void> {
    return this.#calls.run('setVideoConfig', () => {
      check.checkVideoConfig(config);
      return this.#channel(channel).setVideoConfig(config);
    });
  }

  enumDevices(): Promise<DeviceList> {
    return this.#calls.run('enumDevices', () => listDevices());
  }

  setPlayVolume(streamID: string, volume: number): Promise<void> {
    return this.#calls.run('setPlayVolume', () => {
      check.checkRange('volume', volume, 200);
      this.#visits
        .need()
        .players.get(streamID)
        .output.setVolume(Math.min(volume, 100) / 100);
    });
  }

  mutePlayStreamAudio(streamID: string, mute: boolean): Promise<void> {
    return this.#calls.run('mutePlayStreamAudio', () => {
      check.checkFlag('mute', mute);
      this.#visits.need().players.get(streamID).output.setMuted(mute);
    });
  }

  resumeAutoplay(): Promise<void> {
    return this.#calls.run('resumeAutoplay', () => this.#visits.current?.players.resumeAutoplay());
  }

  getPlayingStreamQuality(streamID: string): Promise<PlayQuality> {
    return this.#calls.run('getPlayingStreamQuality', () => this.#visits.need().players.get(streamID).quality());
  }

  getConnectionReport(): Promise<ConnectionReport> {
    return this.#calls.run('getConnectionReport', () => this.#visits.need().connectionReport());
  }

  simulate(kind: Simulation): Promise<void> {
    return this.#calls.run('simulate', () => this.#visits.need().simulate(kind));
  }

  /** Leaves the room and lets go of everything; nothing is told once it resolves. */
  async destroy(): Promise<void> {
    if (this.#scope.closed) return;
    this.#scope.close();
    await this.#visits.leave();
    await this.#visits.departed();
    await this.#channels.close();
    this.#delivery.setHandler(null);
  }

  #login(roomID: string, user: RoomUser, config?: RoomConfig): Promise<RoomResult> {
    check.checkRoomID(roomID);
    check.checkUser(user);
    if (this.#visits.current) throw new FreshetError(1002001);
    const checked = this.#checkLogin(roomID, config);
    this.#calls.warn('loginRoom', check.doubtRoomID(roomID));
    return this.#visits.enter(roomID, user, checked);
  }

  #checkLogin(roomID: string, config?: RoomConfig): RoomConfig {
    try {
      return check.checkRoomConfig(config, this.#appSign === undefined);
    } catch (error) {
      const refusal = asFreshetError(error, 1000017);
      if (refusal.code !== 1000017) {
        // As if the server had refused it: a login that lacks nothing but a token has begun, and failed.
        this.#tellState(roomID, RoomStateChangedReason.Logining, 0);
        this.#tellState(roomID, RoomStateChangedReason.LoginFailed, refusal.code);
      }
      throw refusal;
    }
  }

  async #logout(roomID: string | undefined): Promise<RoomResult> {
    const { current } = this.#visits;
    if (!current || (roomID ?? current.room.roomID) !== current.room.roomID) throw new FreshetError(1002002);
    const left = this.#visits.leave();
    await this.#channels.stopPreviews();
    return left;
  }

  #messages(roomID: string): Messages {
    return this.#visits.needIn(roomID, 1009005).messages;
  }

  #channel(channel: PublishChannel): Channel {
    check.checkChannel(channel);
    return this.#channels.get(channel);
  }

  #tellState(roomID: string, reason: RoomStateChangedReason, errorCode: number): void {
    this.#delivery.tell('onRoomStateChanged', roomID, reason, errorCode, NOTHING);
  }
}
