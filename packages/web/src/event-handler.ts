import type {
  PlayerState,
  PublishChannel,
  PublisherState,
  RoomExtraInfo,
  RoomStateChangedReason,
  StreamInfo,
  UpdateType,
  User,
} from '@freshet/protocol';
import type { BarrageMessage, BroadcastMessage } from './message-api.ts';
import type { PlayQuality, PublishQuality } from './quality-api.ts';

/** What an application is told; each is optional. `extendedData` is a JSON text, `{}` where there is nothing to add. */
export type EventHandler = {
  /** The state of the link to the room. With `Logined`, `extendedData` has `room_session_id`. */
  onRoomStateChanged?(roomID: string, reason: RoomStateChangedReason, errorCode: number, extendedData: string): void;
  /** Others came or went, for those who asked with `isUserStatusNotify`. First of all everyone present, never oneself. */
  onRoomUserUpdate?(roomID: string, updateType: UpdateType, userList: readonly User[]): void;
  /**
   * Streams of others came or went. First of all every stream there is. At `Delete`, `extendedData` has
   * `stream_delete_reason`, a list of `{streamID, code}` with a code of `StreamDeleteReason`.
   */
  onRoomStreamUpdate?(
    roomID: string,
    updateType: UpdateType,
    streamList: readonly StreamInfo[],
    extendedData: string,
  ): void;
  /** How many users are in the room, oneself included. */
  onRoomOnlineUserCountUpdate?(roomID: string, count: number): void;
  /** What publishers say of their streams has changed; of all streams there is at first, `onRoomStreamUpdate` tells. */
  onRoomStreamExtraInfoUpdate?(roomID: string, streamList: readonly StreamInfo[]): void;
  /**
   * Another user has set the extra info of the room. First of all what is there already. A value that a restart of the
   * server has lost is told as empty.
   */
  onRoomExtraInfoUpdate?(roomID: string, roomExtraInfoList: readonly RoomExtraInfo[]): void;
  /** The token ends in so many seconds, 30 unless the token was shorter: call `renewToken`. */
  onRoomTokenWillExpire?(roomID: string, remainTimeInSecond: number): void;

  /** Others said something to the whole room. What was missed in an interruption comes on the return. */
  onIMRecvBroadcastMessage?(roomID: string, messageList: readonly BroadcastMessage[]): void;
  /** Others said something to the whole room that may be missed. */
  onIMRecvBarrageMessage?(roomID: string, messageList: readonly BarrageMessage[]): void;
  /** Another user, or the application's backend, sent a command to this user or to the whole room. */
  onIMRecvCustomCommand?(roomID: string, fromUser: User, command: string): void;

  /** `NoPublish` with an error code is final; `PublishRequesting` with one means that the engine tries again. */
  onPublisherStateUpdate?(streamID: string, state: PublisherState, errorCode: number, extendedData: string): void;
  /** The microphone gave its first sound. */
  onPublisherCapturedAudioFirstFrame?(): void;
  /** The first picture was captured. */
  onPublisherCapturedVideoFirstFrame?(channel: PublishChannel): void;
  /** The first sound was sent. */
  onPublisherSendAudioFirstFrame?(channel: PublishChannel): void;
  /** The first picture was sent. */
  onPublisherSendVideoFirstFrame?(channel: PublishChannel): void;
  /** The size of the picture that is captured or sent, in pixels. */
  onPublisherVideoSizeChanged?(width: number, height: number, channel: PublishChannel): void;
  /** Every 3 seconds while publishing. */
  onPublisherQualityUpdate?(streamID: string, quality: PublishQuality): void;

  /** `NoPlay` with an error code is final; `PlayRequesting` with one means that the engine tries again. */
  onPlayerStateUpdate?(streamID: string, state: PlayerState, errorCode: number, extendedData: string): void;
  /** The first sound of this play arrived. Once for each `startPlayingStream`. */
  onPlayerRecvAudioFirstFrame?(streamID: string): void;
  /** The first picture of this play arrived. Once for each `startPlayingStream`. */
  onPlayerRecvVideoFirstFrame?(streamID: string): void;
  /** The first picture of this play is on the screen. Once for each `startPlayingStream`. */
  onPlayerRenderVideoFirstFrame?(streamID: string): void;
  /** The size of the picture that is shown, in pixels. */
  onPlayerVideoSizeChanged?(streamID: string, width: number, height: number): void;
  /** Every 3 seconds while playing. */
  onPlayerQualityUpdate?(streamID: string, quality: PlayQuality): void;

  /** 1104061: the browser holds the sound back; the picture moves. Call `resumeAutoplay` from a click or a tap. */
  onAutoplayFailed?(streamID: string): void;
  /** A camera, microphone or screen cannot be had or was lost. Everything else goes on. */
  onDeviceError?(errorCode: number, deviceName: string): void;
  /** The user ended the sharing of the screen in the browser's own window. */
  onScreenSharingEnded?(channel: PublishChannel): void;
  /** A call that was wrong, or trouble that the engine deals with by itself. For developers; never shown to users. */
  onDebugError?(errorCode: number, funcName: string, info: string): void;
};
