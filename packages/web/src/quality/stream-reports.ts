import { type Millis, millis, type Scope } from '@freshet/kit';
import type { Params, StreamReport } from '@freshet/protocol';
import type { PlayQuality, PublishQuality } from '../quality-api.ts';

// Clients that came together do not report together.
const SPREAD = 0.2;

/** What the server is told of a play. @param frozenBefore standstill told before, in milliseconds */
export const playReport = (streamID: string, quality: PlayQuality, frozenBefore: number): StreamReport => ({
  streamID,
  kbps: quality.videoKBPS + quality.audioKBPS,
  fps: quality.videoRenderFPS,
  lossPercent: quality.packetLostRate * 100,
  rttMs: quality.rtt,
  freezeMs: Math.max(0, quality.videoFreezeTime - frozenBefore),
  delayMs: quality.delay,
});

/** What the server is told of a publish. */
export const publishReport = (streamID: string, quality: PublishQuality): StreamReport => ({
  streamID,
  kbps: quality.videoKBPS + quality.audioKBPS,
  fps: quality.videoSendFPS,
  lossPercent: Math.max(0, quality.packetLostRate) * 100,
  rttMs: quality.rtt,
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
