import type { PublishQuality } from '../quality-api.ts';
import { perSecond } from './rates.ts';
import { count, type Reports } from './reports.ts';

/** Counters of one published stream at one moment. */
export type PublishSample = {
  /** Milliseconds on any steady clock. */
  readonly at: number;
  readonly framesCaptured: number;
  readonly framesEncoded: number;
  readonly framesSent: number;
  readonly videoBytes: number;
  readonly audioBytes: number;
  readonly audioPackets: number;
  readonly rttSeconds: number;
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
    audioPackets: count(audio, 'packetsSent'),
    rttSeconds: count(reports.route(), 'currentRoundTripTime'),
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
    rtt: now.rttSeconds * 1000,
    packetLostRate: now.fractionLost,
    frameWidth: now.frameWidth,
    frameHeight: now.frameHeight,
    videoCodec: now.videoCodec,
    limitedBy: now.limitedBy,
  };
}

type CounterName = { [K in keyof PublishSample]: PublishSample[K] extends number ? K : never }[keyof PublishSample];
