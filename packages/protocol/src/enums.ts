type ValueOf<T> = T[keyof T];

/** Why the state of a room changed for this client. */
export const RoomStateChangedReason = {
  Logining: 0,
  Logined: 1,
  LoginFailed: 2,
  Reconnecting: 3,
  Reconnected: 4,
  ReconnectFailed: 5,
  KickOut: 6,
  Logout: 7,
  LogoutFailed: 8,
} as const;
export type RoomStateChangedReason = ValueOf<typeof RoomStateChangedReason>;

/** Whether the users or streams of an update came or went. */
export const UpdateType = { Add: 0, Delete: 1 } as const;
export type UpdateType = ValueOf<typeof UpdateType>;

/** `NoPublish` with an error code is final; `PublishRequesting` with one means that the SDK tries again. */
export const PublisherState = { NoPublish: 0, PublishRequesting: 1, Publishing: 2 } as const;
export type PublisherState = ValueOf<typeof PublisherState>;

/** `NoPlay` with an error code is final; `PlayRequesting` with one means that the SDK tries again. */
export const PlayerState = { NoPlay: 0, PlayRequesting: 1, Playing: 2 } as const;
export type PlayerState = ValueOf<typeof PlayerState>;

/** Which of an engine's four outgoing streams is meant. */
export const PublishChannel = { Main: 0, Aux: 1, Third: 2, Fourth: 3 } as const;
export type PublishChannel = ValueOf<typeof PublishChannel>;

/** How a picture is laid into its view. */
export const ViewMode = { AspectFit: 0, AspectFill: 1, ScaleToFill: 2 } as const;
export type ViewMode = ValueOf<typeof ViewMode>;

/** From where a stream is played: straight from its origin (RTC), through the relay tree (L3) or as LL-HLS (CDN). */
export const StreamResourceMode = { Default: 0, OnlyCDN: 1, OnlyL3: 2, OnlyRTC: 3, CDNPlus: 4, Custom: 5 } as const;
export type StreamResourceMode = ValueOf<typeof StreamResourceMode>;

/** Starting values for capture and encoding. */
export const Scenario = {
  Default: 3,
  StandardVideoCall: 4,
  HighQualityVideoCall: 5,
  StandardChatroom: 6,
  HighQualityChatroom: 7,
  Broadcast: 8,
  Karaoke: 9,
  StandardVoiceCall: 10,
} as const;
export type Scenario = ValueOf<typeof Scenario>;

/** Where the picture of a publish channel comes from. */
export const VideoSourceType = { None: 1, Camera: 2, Custom: 3, ScreenCapture: 6 } as const;
export type VideoSourceType = ValueOf<typeof VideoSourceType>;

/** Where the sound of a publish channel comes from. */
export const AudioSourceType = { Custom: 1, None: 3, Microphone: 4, ScreenCapture: 6 } as const;
export type AudioSourceType = ValueOf<typeof AudioSourceType>;

/** Why a stream left its room, as told in `stream_delete_reason`. */
export const StreamDeleteReason = {
  PublisherStopped: 1,
  HeartbeatTimeout: 2,
  RepeatLogin: 3,
  Kicked: 4,
  Disconnected: 5,
  RemovedByServer: 6,
} as const;
export type StreamDeleteReason = ValueOf<typeof StreamDeleteReason>;

/** Whose streams `getRoomStreamList` names: those of others alone, or one's own as well. */
export const RoomStreamListType = { Play: 0, All: 1 } as const;
export type RoomStreamListType = ValueOf<typeof RoomStreamListType>;
