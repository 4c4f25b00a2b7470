import type { StreamResourceMode } from '@freshet/protocol';

/** One end of a way that packets can take. */
export type Candidate = {
  /** `host`, `srflx`, `prflx` or `relay`. RFC 8445, section 4. */
  readonly type: string;
  /** `udp` or `tcp`. */
  readonly protocol: string;
  /** Empty where the browser keeps it to itself. */
  readonly address: string;
  readonly port: number;
};

/** The way that packets take. */
export type CandidatePair = {
  readonly local: Candidate;
  readonly remote: Candidate;
  /** There and back, in milliseconds. */
  readonly rtt: number;
  /** What the browser thinks gets through, in kilobits per second; 0 where it has no idea. */
  readonly availableOutgoingKBPS: number;
  readonly availableIncomingKBPS: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
};

/** One connection to the server. */
export type TransportReport = {
  /** `new`, `connecting`, `connected`, `disconnected`, `failed` or `closed`. */
  readonly state: string;
  /** `null` before a way is found. */
  readonly selectedPair: CandidatePair | null;
  readonly localCandidates: readonly Candidate[];
  readonly remoteCandidates: readonly Candidate[];
};

/** One form in which a picture is sent or received. */
export type LayerReport = {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second. */
  readonly fps: number;
};

/** The sound or the picture of one stream. Counted since it began on this connection. */
export type TrackReport = {
  readonly kind: 'audio' | 'video';
  /** As in `video/VP8` without its prefix; empty before it is known. */
  readonly codec: string;
  readonly bytes: number;
  readonly packets: number;
  readonly packetsLost: number;
  /** Pictures alone have any. */
  readonly layers: readonly LayerReport[];
};

/** A stream that is published, with the connection of its own that it is sent on; `null` while that is made. */
export type PublishReport = {
  readonly streamID: string;
  readonly transport: TransportReport | null;
  readonly tracks: readonly TrackReport[];
};

/** A stream that is played. */
export type PlayReport = {
  readonly streamID: string;
  /** As asked for at `startPlayingStream`. */
  readonly resourceMode: StreamResourceMode;
  readonly tracks: readonly TrackReport[];
};

/** The connections of an engine at one moment: plain data that can be written as JSON, without any secret. */
export type ConnectionReport = {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly roomID: string;
  /** Whether the server can be asked. */
  readonly isSignallingUp: boolean;
  /** The one connection that all plays share; `null` while it is made. */
  readonly receiving: TransportReport | null;
  readonly plays: readonly PlayReport[];
  readonly publishes: readonly PublishReport[];
};
