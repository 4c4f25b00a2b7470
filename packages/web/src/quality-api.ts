import type { StreamResourceMode } from '@freshet/protocol';

/** How a stream that is being played does. Rates are of the time since the last report. */
export type PlayQuality = {
  /** Pictures per second that arrived, were decoded and were shown. */
  readonly videoRecvFPS: number;
  readonly videoDecodeFPS: number;
  readonly videoRenderFPS: number;
  /** Kilobits per second. */
  readonly videoKBPS: number;
  readonly audioKBPS: number;
  /** To the server and back, in milliseconds. */
  readonly rtt: number;
  /** 0 to 1. */
  readonly packetLostRate: number;
  /** How long a packet waits here before it is decoded, in milliseconds. */
  readonly jitterBufferDelay: number;
  /** From arrival to the decoded picture, in milliseconds. */
  readonly delay: number;
  /**
   * From the publisher to this screen, in milliseconds. Where the browser does not tell when a picture was captured it
   * is estimated: from arrival to screen, and the ways to and from the server, the publisher's taken to be like this one.
   */
  readonly peerToPeerDelay: number;
  /** Standstills since the play began, and their length together in milliseconds. */
  readonly videoFreezeCount: number;
  readonly videoFreezeTime: number;
  /** Size of the picture in pixels; 0 where there is none. */
  readonly frameWidth: number;
  readonly frameHeight: number;
  /** As in `video/VP8` without its prefix; empty where there is none. */
  readonly videoCodec: string;
  readonly audioCodec: string;
  /** As asked for at `startPlayingStream`. */
  readonly resourceMode: StreamResourceMode;
};

/** How a stream that is being published does. Rates are of the time since the last report. */
export type PublishQuality = {
  readonly videoCaptureFPS: number;
  readonly videoEncodeFPS: number;
  readonly videoSendFPS: number;
  /** Kilobits per second. */
  readonly videoKBPS: number;
  readonly audioKBPS: number;
  /** To the server and back, in milliseconds. */
  readonly rtt: number;
  /** 0 to 1, as the server reports it. */
  readonly packetLostRate: number;
  /** Size of the picture that is sent, in pixels; 0 where there is none. */
  readonly frameWidth: number;
  readonly frameHeight: number;
  /** As in `video/VP8` without its prefix; empty where there is none. */
  readonly videoCodec: string;
  /** What holds the quality down: `none`, `cpu`, `bandwidth` or `other`. */
  readonly limitedBy: string;
};
