import type {
  AudioSourceType,
  PublishChannel,
  RoomStreamListType,
  Scenario,
  RoomExtraInfo as SharedExtraInfo,
  StreamInfo,
  StreamResourceMode,
  User,
  VideoSourceType,
  ViewMode,
} from '@freshet/protocol';
import type { ConnectionReport } from './connection-api.ts';
import type { EventHandler } from './event-handler.ts';
import type { BarrageResult, BroadcastResult } from './message-api.ts';
import type { PlayQuality } from './quality-api.ts';
import type { Simulation } from './simulation.ts';

/** What an engine is made from. */
export type EngineProfile = {
  /** The project's number: an integer from 1 to 4294967295. */
  readonly appID: number;
  /** Where the server is: its origin or WebSocket address, `https://live.example.org` or `wss://live.example.org`. */
  readonly server: string;
  /**
   * The project's AppSign, 64 hexadecimal characters: logs in without a token where the project allows that. Anybody
   * who can read the page can read it, so it is for trials and closed networks.
   */
  readonly appSign?: string;
  /** Starting values for capture and encoding; see {@link VideoConfig}. `Scenario.Default` unless given. */
  readonly scenario?: Scenario;
};

/** How to enter a room. */
export type RoomConfig = {
  /** Token04 of the project's backend for this user. Without one the profile's AppSign is shown. */
  readonly token?: string;
  /** Whether `onRoomUserUpdate` tells of other users. `false` unless given. */
  readonly isUserStatusNotify?: boolean;
  /** The most users the room takes at this login; 0, the default, is no limit. */
  readonly maxMemberCount?: number;
};

/** What became of a login or logout. `errorCode` 0 is success; `extendedData` is a JSON text. */
export type RoomResult = { readonly errorCode: number; readonly extendedData: string };

/** What became of a call that changes something at the server. 0 is success. */
export type CallResult = { readonly errorCode: number };

/** How an engine works. */
export type EngineConfig = {
  /** In seconds, up to a day; texts of numbers are taken as well. 300 unless set. */
  readonly advancedConfig?: {
    /** How long the way back to a room is looked for. */
    readonly room_retry_time?: number | string;
    /** How long an interrupted publish or play is tried again. */
    readonly av_retry_time?: number | string;
  };
};

/** The streams of a room. */
export type RoomStreamList = {
  /** One's own. */
  readonly publishStreamList: readonly Stream[];
  /** Those of others. */
  readonly playStreamList: readonly Stream[];
};

/** Where a picture is shown. */
export type View = {
  /** A video element, which is used as it is, or any other element, which gets one of its own inside. */
  readonly view: HTMLElement;
  /** `ViewMode.AspectFit` unless given. */
  readonly viewMode?: ViewMode;
  /** 0xRRGGBB; shown where the picture does not reach. Black unless given. */
  readonly backgroundColor?: number;
};

/** Where the picture of a publish channel comes from. */
export type VideoSource =
  | { readonly type: typeof VideoSourceType.None }
  | { readonly type: typeof VideoSourceType.Camera; readonly deviceID?: string }
  | { readonly type: typeof VideoSourceType.ScreenCapture }
  /** A track of the application's own, for example of a canvas. It is never stopped by the engine. */
  | { readonly type: typeof VideoSourceType.Custom; readonly track: MediaStreamTrack };

/** Where the sound of a publish channel comes from. */
export type AudioSource =
  | { readonly type: typeof AudioSourceType.None }
  | { readonly type: typeof AudioSourceType.Microphone; readonly deviceID?: string }
  /** The sound of the tab or screen that this channel shares as its picture, where the user shares it. */
  | { readonly type: typeof AudioSourceType.ScreenCapture }
  /** A track of the application's own. It is never stopped by the engine. */
  | { readonly type: typeof AudioSourceType.Custom; readonly track: MediaStreamTrack };

/** Codecs a picture can be published with. VP8 is the one that every browser decodes. */
export type VideoCodec = 'VP8' | 'H264' | 'VP9' | 'AV1';

/**
 * Capture and encoding of a picture. `Scenario.Default` starts with 640x360 at 30 fps and 800 kbps, `Broadcast` with
 * 1280x720 at 30 fps and 2500 kbps.
 */
export type VideoConfig = {
  readonly width: number;
  readonly height: number;
  /** Frames per second. */
  readonly fps: number;
  /** The most that is sent, in kbps. */
  readonly bitrate: number;
  /** Taken up at the next `startPublishingStream`. */
  readonly codec: VideoCodec;
};

/** How a stream is published. */
export type PublisherConfig = {
  /** Told to the room with this stream, in the place of what `setStreamExtraInfo` has set. At most 1024 characters. */
  readonly extraInfo?: string;
};

/** How a stream is played. */
export type PlayerConfig = {
  /** From where it is played. `Default` is the server's choice. */
  readonly resourceMode?: StreamResourceMode;
  /** How much the browser holds back to even out a bad network, in milliseconds, 0 to 4000. 0 unless given. */
  readonly jitterBufferTarget?: number;
};

/** A camera, microphone or speaker. The name is empty until the user has allowed the use of one of its kind. */
export type DeviceInfo = { readonly deviceID: string; readonly deviceName: string };

/** What is connected to this machine. */
export type DeviceList = {
  readonly cameras: readonly DeviceInfo[];
  readonly microphones: readonly DeviceInfo[];
  readonly speakers: readonly DeviceInfo[];
};

/** A stream of the room. */
export type Stream = StreamInfo;
/** A note that all users of a room share. */
export type RoomExtraInfo = SharedExtraInfo;
/** A user of the room. */
export type RoomUser = User;

/**
 * The one object an application works with.
 *
 * Wrong arguments and calls in the wrong order reject with a {@link FreshetError} of the documented code, and are told
 * to `onDebugError` as well. Whatever happens after a call was accepted comes through the {@link EventHandler}.
 */
export interface Engine {
  /**
   * Sets who is told of events; `null` takes the handler away.
   *
   * @throws FreshetError 1000008 where another handler is set, 1000001 once the engine is destroyed
   */
  setEventHandler(handler: EventHandler | null): void;

  /**
   * Changes how long the engine tries again by itself. Before a login.
   *
   * Rejects with 1000067 while a room is logged in.
   */
  setEngineConfig(config: EngineConfig): Promise<void>;

  /**
   * Enters a room, which is made where it does not exist. Resolves, never rejects: with `errorCode` 0 once the room is
   * entered, else with the code that ended the attempt. Trouble with the network is retried, for 5 minutes unless
   * `setEngineConfig` has set another time. A roomID with a slash is taken, and `onDebugError` told that not every
   * client takes it.
   */
  loginRoom(roomID: string, user: RoomUser, config?: RoomConfig): Promise<RoomResult>;
  /**
   * Leaves the room and ends its publishing, playing and preview. Resolves once the server has acknowledged it, or did
   * not do so in time.
   */
  logoutRoom(roomID?: string): Promise<RoomResult>;
  /**
   * Leaves one room for another. Publishing and playing stop, previews go on. Publishing and playing in the new room
   * is allowed at once. Resolves when the new room is entered; rejects with the code that ended the attempt, and at
   * once, staying, where `fromRoomID` is not logged in, or not yet (1000002), is `toRoomID` (1002064), or no token for the new
   * room is given where the first was entered with one (1002067).
   */
  switchRoom(fromRoomID: string, toRoomID: string, config?: RoomConfig): Promise<void>;
  /**
   * Takes a new token in the place of the one that is about to expire; what it allows counts from now on. Resolves
   * when the server has taken it, which is on the return where the room is interrupted. Rejects where the server
   * refuses it; the former one then stands.
   */
  renewToken(roomID: string, token: string): Promise<void>;
  /**
   * Writes the one note that all users of a room share; others hear of it by `onRoomExtraInfoUpdate`. The key is 1 to
   * 10 bytes and always the same in one room, the value at most 128 bytes. Sent once the server has acknowledged the
   * one before, at most 10 times a second (1002072). Resolves, never rejects.
   */
  setRoomExtraInfo(roomID: string, key: string, value: string): Promise<CallResult>;
  /**
   * Says something about the stream of `channel`, at most 1024 characters; others hear of it by
   * `onRoomStreamExtraInfoUpdate`. Before the publish it is kept, and goes with this and every later publish of the
   * channel. At most 10 times a second (1002071). Resolves, never rejects; where the code is not 0, what was said
   * before stands.
   */
  setStreamExtraInfo(extraInfo: string, channel?: PublishChannel): Promise<CallResult>;
  /**
   * Says something to everyone in the room, 1 to 1024 bytes; whoever is interrupted hears it on the return. At least
   * half a second after the last one (1009015). Resolves, never rejects; 1009010 where the network is in the way.
   */
  sendBroadcastMessage(roomID: string, message: string): Promise<BroadcastResult>;
  /**
   * Says something to the room that may be missed where much is said, 1 to 1024 bytes. All users of a room together do so
   * at most 20 times a second (1009015). Resolves, never rejects.
   */
  sendBarrageMessage(roomID: string, message: string): Promise<BarrageResult>;
  /**
   * Sends a command, 1 to 1024 bytes, to up to 64 users of the room; to everyone in it where no list is given, or an
   * empty one; a user who is not there misses it. At most 200 times a second to one user, and 10 times to several
   * (1009015). Resolves, never rejects.
   */
  sendCustomCommand(roomID: string, command: string, toUserList?: readonly RoomUser[] | null): Promise<CallResult>;
  /** The streams of the room as the engine knows them: with `RoomStreamListType.Play` those of others alone. */
  getRoomStreamList(roomID: string, type: RoomStreamListType): Promise<RoomStreamList>;

  /**
   * Captures the sources of `channel` and shows the picture; the camera's picture is mirrored. Needs no room. Called
   * again, it moves the picture to another view. Rejects with the code of the device where one cannot be had; what can
   * be had is captured all the same.
   */
  startPreview(view?: View | null, channel?: PublishChannel): Promise<void>;
  /** Takes the picture away. Devices are released unless the channel is publishing. */
  stopPreview(channel?: PublishChannel): Promise<void>;
  /**
   * Publishes the sources of `channel`, captured now where no preview has done it. Allowed as soon as `loginRoom` was
   * called. Resolves once accepted; `onPublisherStateUpdate` tells how it goes.
   */
  startPublishingStream(streamID: string, channel?: PublishChannel, config?: PublisherConfig): Promise<void>;
  /** Stops publishing. Devices are released unless the channel is previewed. */
  stopPublishingStream(channel?: PublishChannel): Promise<void>;

  /**
   * Plays a stream; one that is not there yet is waited for. Allowed as soon as `loginRoom` was called. Without a view
   * only its sound is played. Called again for the same stream, it moves the picture to another view. Resolves once
   * accepted; `onPlayerStateUpdate` tells how it goes.
   */
  startPlayingStream(streamID: string, view?: View | null, config?: PlayerConfig): Promise<void>;
  /** Stops playing; its volume and mutes are forgotten. */
  stopPlayingStream(streamID: string): Promise<void>;

  /** Changes where the picture comes from, live if the channel is previewed or publishing. Camera unless set. */
  setVideoSource(source: VideoSource, channel?: PublishChannel): Promise<void>;
  /** Changes where the sound comes from, live if the channel is previewed or publishing. Microphone unless set. */
  setAudioSource(source: AudioSource, channel?: PublishChannel): Promise<void>;
  /** `false` lets go of the camera, its light included, and keeps publishing; `true` takes it again. */
  enableCamera(enable: boolean, channel?: PublishChannel): Promise<void>;
  /** Silences the sound of every channel; silence goes on being sent. */
  muteMicrophone(mute: boolean): Promise<void>;
  /** Silences the sound of one channel; silence goes on being sent. */
  mutePublishStreamAudio(mute: boolean, channel?: PublishChannel): Promise<void>;
  /** Stops sending the picture; capture and preview go on. */
  mutePublishStreamVideo(mute: boolean, channel?: PublishChannel): Promise<void>;
  /** Changes size, rate and codec; all but the codec act at once. */
  setVideoConfig(config: Partial<VideoConfig>, channel?: PublishChannel): Promise<void>;
  /** Cameras, microphones and speakers of this machine. */
  enumDevices(): Promise<DeviceList>;

  /** 0 to 200, 100 unless set. A browser's own volume ends at 100: what is beyond it sounds like 100. */
  setPlayVolume(streamID: string, volume: number): Promise<void>;
  /** Silences a stream that is being played, for this viewer alone. */
  mutePlayStreamAudio(streamID: string, mute: boolean): Promise<void>;
  /**
   * Turns on the sound that the browser held back; to be called from a click or a tap, after `onAutoplayFailed`.
   * Rejects with 1104061 where the browser still refuses.
   */
  resumeAutoplay(): Promise<void>;
  /** How a stream that is being played does now, over the time since this was last asked. */
  getPlayingStreamQuality(streamID: string): Promise<PlayQuality>;

  /** The way that packets take, what else there is to take, and what is sent and received on it: for a support case. */
  getConnectionReport(): Promise<ConnectionReport>;

  /** For an application's own tests: makes trouble, so that it can be seen how the application takes it. In a room. */
  simulate(kind: Simulation): Promise<void>;
}
