import { type Millis, millis, type Scope } from '@freshet/kit';
import type { Params, StreamReport } from '@freshet/protocol';
import type { PlayQuality } from '../quality-api.ts';
import type { PublishMeasure } from './publish-meter.ts';

// Clients that came together do not report together.
const SPREAD = 0.2;

/** What a report of a play needs besides its quality. */
type Watched = {
  /** Standstill told before, in milliseconds. */
  readonly frozenBefore: number;
  /** Whether nobody can look at the page. */
  readonly isHidden: boolean;
};

/**
 * What the server is told of a play. A page that nobody looks at shows one picture a second, and its browser takes its
 * time over it: so pictures count as they are decoded, and standstills are not told.
 */
export const playReport = (
  streamID: string,
  quality: PlayQuality,
  { frozenBefore, isHidden }: Watched,
): StreamReport => ({
  streamID,
  kbps: quality.videoKBPS + quality.audioKBPS,
  fps: quality.videoDecodeFPS,
  lossPercent: quality.packetLostRate * 100,
  rttMs: quality.rtt,
  ...(isHidden ? {} : { freezeMs: Math.max(0, quality.videoFreezeTime - frozenBefore) }),
  // Of a play without pictures it is the delay of its sound.
  ...(quality.videoDecodeFPS > 0 ? { delayMs: quality.delay } : {}),
});

/** What the server is told of a publish. */
export const publishReport = (streamID: string, { quality, delay }: PublishMeasure): StreamReport => ({
  streamID,
  kbps: quality.videoKBPS + quality.audioKBPS,
  fps: quality.videoSendFPS,
  lossPercent: Math.max(0, quality.packetLostRate) * 100,
  rttMs: quality.rtt,
  ...(delay === undefined ? {} : { delayMs: delay }),
});

type Reporting = {
  readonly scope: Scope;
  /** About how often. Milliseconds. */
  readonly period: Millis;
  /** Measures everything that is published and played, over the time since it was last asked. */
  measure(): Promise<Params<'report'>>;
  /** Whether the server can be told. */
  isLive(): boolean;
  tell(report: Params<'report'>): void;
};

/** Tells the server how the streams do, as long as there are any. What is not told is not told later. */
export function startReporting({ scope, period, measure, isLive, tell }: Reporting): void {
  const report = async (): Promise<void> => {
    const measured = await measure();
    const hasStreams = measured.publishes.length + measured.plays.length > 0;
    if (hasStreams && isLive() && !scope.closed) tell(measured);
  };
  const wait = (): void => {
    const spread = 1 + SPREAD * (2 * Math.random() - 1);
    // Streams that end while they are measured have no measures; the next time they are left out.
    scope.after(
      millis(period * spread),
      () =>
        void report()
          .catch(() => undefined)
          .finally(wait),
    );
  };
  wait();
}
