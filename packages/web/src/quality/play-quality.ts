import type { StreamResourceMode } from '@freshet/protocol';
import type { PlayQuality } from '../quality-api.ts';
import { perSecond, ratio } from './rates.ts';
import { count, type Reports } from './reports.ts';
import { type RoundTrips, readRoundTrips, roundTripMs } from './round-trips.ts';

/** Counters of one play at one moment. */
export type PlaySample = {
  /** Milliseconds on any steady clock. */
  readonly at: number;
  readonly framesReceived: number;
  readonly framesDecoded: number;
  readonly framesShown: number;
  readonly videoBytes: number;
  readonly audioBytes: number;
  readonly packets: number;
  readonly packetsLost: number;
  /** Seconds, over all packets so far, and how many those were. */
  readonly bufferSeconds: number;
  readonly bufferCount: number;
  readonly processingSeconds: number;
  readonly freezeCount: number;
  readonly freezeSeconds: number;
  readonly roundTrips: RoundTrips;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly videoCodec: string;
  readonly audioCodec: string;
};

/** How old pictures are when they are shown, in milliseconds, where the browser tells it. */
export type PictureAges = { readonly sinceCapture: number | undefined; readonly sinceArrival: number | undefined };

/** Reads the counters of one play. */
export function samplePlay(reports: Reports, framesShown: number, at: number): PlaySample {
  const video = reports.find('inbound-rtp', 'video');
  const audio = reports.find('inbound-rtp', 'audio');
  const timed = video ?? audio;
  return {
    at,
    framesShown,
    framesReceived: count(video, 'framesReceived'),
    framesDecoded: count(video, 'framesDecoded'),
    videoBytes: count(video, 'bytesReceived'),
    audioBytes: count(audio, 'bytesReceived'),
    packets: count(video, 'packetsReceived') + count(audio, 'packetsReceived'),
    packetsLost: count(video, 'packetsLost') + count(audio, 'packetsLost'),
    bufferSeconds: count(timed, 'jitterBufferDelay'),
    bufferCount: count(timed, 'jitterBufferEmittedCount'),
    processingSeconds: count(video, 'totalProcessingDelay'),
    freezeCount: count(video, 'freezeCount'),
    freezeSeconds: count(video, 'totalFreezesDuration'),
    roundTrips: readRoundTrips(reports),
    frameWidth: count(video, 'frameWidth'),
    frameHeight: count(video, 'frameHeight'),
    videoCodec: reports.codecOf(video),
    audioCodec: reports.codecOf(audio),
  };
}

/** What two samples of one play say about the time between them. */
export function playQuality(
  before: PlaySample,
  now: PlaySample,
  { sinceCapture, sinceArrival }: PictureAges,
  resourceMode: StreamResourceMode,
): PlayQuality {
  const during = (name: CounterName): number => Math.max(0, now[name] - before[name]);
  const rate = (name: CounterName): number => perSecond(during(name), now.at - before.at);
  const jitterBufferDelay = 1000 * ratio(during('bufferSeconds'), during('bufferCount'));
  const frames = during('framesDecoded');
  const delay = frames > 0 ? 1000 * ratio(during('processingSeconds'), frames) : jitterBufferDelay;
  const rtt = roundTripMs(before.roundTrips, now.roundTrips);
  return {
    videoRecvFPS: rate('framesReceived'),
    videoDecodeFPS: rate('framesDecoded'),
    videoRenderFPS: rate('framesShown'),
    videoKBPS: (rate('videoBytes') * 8) / 1000,
    audioKBPS: (rate('audioBytes') * 8) / 1000,
    rtt,
    packetLostRate: ratio(during('packetsLost'), during('packetsLost') + during('packets')),
    jitterBufferDelay,
    delay,
    // Half of it is this side's way from the server; the other half stands for the publisher's way to it.
    peerToPeerDelay: sinceCapture ?? (sinceArrival ?? delay) + rtt,
    videoFreezeCount: now.freezeCount,
    videoFreezeTime: now.freezeSeconds * 1000,
    frameWidth: now.frameWidth,
    frameHeight: now.frameHeight,
    videoCodec: now.videoCodec,
    audioCodec: now.audioCodec,
    resourceMode,
  };
}

type CounterName = { [K in keyof PlaySample]: PlaySample[K] extends number ? K : never }[keyof PlaySample];
