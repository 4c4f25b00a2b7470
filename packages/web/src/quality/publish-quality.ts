import type { PublishQuality } from '../quality-api.ts';
import { perSecond, ratio } from './rates.ts';
import { count, type Reports, told } from './reports.ts';
import { type RoundTrips, readRoundTrips, roundTripMs } from './round-trips.ts';

/** Counters of one published stream at one moment. */
export type PublishSample = {
  /** Milliseconds on any steady clock. */
  readonly at: number;
  readonly framesCaptured: number;
  readonly framesEncoded: number;
  readonly framesSent: number;
  readonly videoBytes: number;
  readonly audioBytes: number;
  readonly videoPackets: number;
  readonly audioPackets: number;
  /** Spent on all pictures and on all packets of pictures so far; `undefined` where the browser does not tell. */
  readonly encodingSeconds: number | undefined;
  readonly queueingSeconds: number | undefined;
  readonly roundTrips: RoundTrips;
  readonly fractionLost: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly videoCodec: string;
  readonly limitedBy: string;
};

/** Reads the counters of one published stream. */
export function samplePublish(reports: Reports, at: number): PublishSample {
  const video = reports.find('outbound-rtp', 'video');
  const audio = reports.find('outbound-rtp', 'audio');
  const heard = reports.find('remote-inbound-rtp', 'video') ?? reports.find('remote-inbound-rtp', 'audio');
  const limitedBy = video?.qualityLimitationReason;
  return {
    at,
    framesCaptured: count(reports.find('media-source', 'video'), 'frames'),
    framesEncoded: count(video, 'framesEncoded'),
    framesSent: count(video, 'framesSent'),
    videoBytes: count(video, 'bytesSent'),
    audioBytes: count(audio, 'bytesSent'),
    videoPackets: count(video, 'packetsSent'),
    audioPackets: count(audio, 'packetsSent'),
    encodingSeconds: told(video, 'totalEncodeTime'),
    queueingSeconds: told(video, 'totalPacketSendDelay'),
    roundTrips: readRoundTrips(reports),
    fractionLost: count(heard, 'fractionLost'),
    frameWidth: count(video, 'frameWidth'),
    frameHeight: count(video, 'frameHeight'),
    videoCodec: reports.codecOf(video),
    limitedBy: typeof limitedBy === 'string' ? limitedBy : 'none',
  };
}

/** What two samples of one published stream say about the time between them. */
export function publishQuality(before: PublishSample, now: PublishSample): PublishQuality {
  const rate = (name: CounterName): number => perSecond(Math.max(0, now[name] - before[name]), now.at - before.at);
  return {
    videoCaptureFPS: rate('framesCaptured'),
    videoEncodeFPS: rate('framesEncoded'),
    videoSendFPS: rate('framesSent'),
    videoKBPS: (rate('videoBytes') * 8) / 1000,
    audioKBPS: (rate('audioBytes') * 8) / 1000,
    rtt: roundTripMs(before.roundTrips, now.roundTrips),
    packetLostRate: now.fractionLost,
    frameWidth: now.frameWidth,
    frameHeight: now.frameHeight,
    videoCodec: now.videoCodec,
    limitedBy: now.limitedBy,
  };
}

/**
 * From a captured picture to its packets on the wire, in milliseconds: its encoding, and how long a packet waits for its
 * turn. `undefined` while no picture is sent, and where the browser tells one of the two alone: the part that Firefox
 * leaves out is the one that grows on a narrow line.
 */
export function sendingDelay(before: PublishSample, now: PublishSample): number | undefined {
  const [frames, packets] = [now.framesEncoded - before.framesEncoded, now.videoPackets - before.videoPackets];
  const encoding = since(before.encodingSeconds, now.encodingSeconds);
  const queueing = since(before.queueingSeconds, now.queueingSeconds);
  if (frames <= 0 || packets <= 0 || encoding === undefined || queueing === undefined) return undefined;
  return 1000 * (ratio(encoding, frames) + ratio(queueing, packets));
}

const since = (before: number | undefined, now: number | undefined): number | undefined =>
  now === undefined ? undefined : Math.max(0, now - (before ?? 0));

type CounterName = { [K in keyof PublishSample]: PublishSample[K] extends number ? K : never }[keyof PublishSample];
