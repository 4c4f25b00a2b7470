import type { Millis } from '@freshet/kit';
import type { StreamReport } from '@freshet/protocol';

/** How a stream goes, at its publisher or at one viewer, over one period; a measure that nobody took is missing. */
export type QualitySample = {
  /** The end of the period. Milliseconds since the Unix epoch. */
  readonly at: Millis;
  readonly kbps: number;
  readonly fps: number;
  /** Packets that did not come, of a hundred. */
  readonly lossPercent: number;
  readonly rttMs: number;
  /** How long the picture stood still in the period. Milliseconds. */
  readonly freezeMs?: number;
  /** The browser's own part in the way of a picture; see `StreamReport`. Milliseconds. */
  readonly delayMs?: number;
  /** From the publisher's camera to the picture of this viewer; see `latencyOf`. Milliseconds. */
  readonly latencyMs?: number;
};

/** Many viewers' samples of one period in one. */
export type QualityDigest = {
  readonly at: Millis;
  readonly viewers: number;
  readonly kbpsMedian: number;
  readonly fpsMedian: number;
  /** The fifth of a hundred: one in twenty is worse off. */
  readonly fpsLow: number;
  readonly lossMedian: number;
  readonly lossHigh: number;
  readonly rttMedian: number;
  readonly rttHigh: number;
  /** Viewers whose picture stood still in the period. */
  readonly frozen: number;
  /** Of those viewers whose latency is known; missing where there is none. */
  readonly latencyMedian?: number;
  readonly latencyHigh?: number;
};

/** The most that a client is believed. */
export const MOST = { kbps: 65_000, fps: 240, lossPercent: 100, ms: 60_000 } as const;

/** What a client reported, within what can be. */
export function believed(
  { kbps, fps, lossPercent, rttMs, freezeMs, delayMs }: StreamReport,
  at: Millis,
): QualitySample {
  return {
    at,
    kbps: Math.min(kbps, MOST.kbps),
    fps: Math.min(fps, MOST.fps),
    lossPercent: Math.min(lossPercent, MOST.lossPercent),
    rttMs: Math.min(rttMs, MOST.ms),
    ...(freezeMs === undefined ? {} : { freezeMs: Math.min(freezeMs, MOST.ms) }),
    ...(delayMs === undefined ? {} : { delayMs: Math.min(delayMs, MOST.ms) }),
  };
}

/** Samples of one period at many viewers, as one; there is at least one. */
export function digest(samples: readonly QualitySample[], at: Millis): QualityDigest {
  const kbps = sorted(samples.map((sample) => sample.kbps));
  const fps = sorted(samples.map((sample) => sample.fps));
  const loss = sorted(samples.map((sample) => sample.lossPercent));
  const rtt = sorted(samples.map((sample) => sample.rttMs));
  const latency = sorted(samples.flatMap(({ latencyMs }) => latencyMs ?? []));
  return {
    at,
    viewers: samples.length,
    kbpsMedian: part(kbps, 0.5),
    fpsMedian: part(fps, 0.5),
    fpsLow: part(fps, 0.05),
    lossMedian: part(loss, 0.5),
    lossHigh: part(loss, 0.95),
    rttMedian: part(rtt, 0.5),
    rttHigh: part(rtt, 0.95),
    frozen: samples.filter(({ freezeMs = 0 }) => freezeMs > 0).length,
    ...(latency.length === 0 ? {} : { latencyMedian: part(latency, 0.5), latencyHigh: part(latency, 0.95) }),
  };
}

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();
const part = (values: Float64Array, share: number): number => values[Math.round((values.length - 1) * share)] ?? 0;
