import type { ConsoleResult, Digest, Sample } from '@freshet/protocol/console';
import type { LineLook } from '../../charts/chart-options.ts';
import type { Reading } from '../../charts/columns.ts';
import { type Track, trackOf } from '../../charts/tracks.ts';
import type { englishLive } from '../words/english-live.ts';

type Words = (typeof englishLive)['quality'];
type Tracks<Name extends string> = Readonly<Record<Name, readonly Track[]>>;

/** A stream's charts: what the publisher sends, and what viewers get. */
export function streamTracks(
  { published, played }: Pick<ConsoleResult<'qualityHistory'>, 'published' | 'played'>,
  words: Words,
): Tracks<'latency' | 'kbps' | 'fps' | 'loss' | 'rtt' | 'frozen' | 'audience'> {
  const sent = (read: (sample: Sample) => number): Track =>
    trackOf(published, [{ label: words.published, tone: 2, read }]);
  const got = (median: Reading<Digest>, worst?: Reading<Digest>): Track =>
    trackOf(played, [
      { label: words.median, tone: 1, filled: true, read: median },
      ...(worst ? [{ label: words.worst, tone: 4, read: worst } as const] : []),
    ]);
  return {
    latency: [
      got(
        ({ latencyMedian }) => latencyMedian,
        ({ latencyHigh }) => latencyHigh,
      ),
    ],
    kbps: [sent(({ kbps }) => kbps), got(({ kbpsMedian }) => kbpsMedian)],
    fps: [
      sent(({ fps }) => fps),
      got(
        ({ fpsMedian }) => fpsMedian,
        ({ fpsLow }) => fpsLow,
      ),
    ],
    loss: [
      sent(({ lossPercent }) => lossPercent),
      got(
        ({ lossMedian }) => lossMedian,
        ({ lossHigh }) => lossHigh,
      ),
    ],
    rtt: [
      sent(({ rttMs }) => rttMs),
      got(
        ({ rttMedian }) => rttMedian,
        ({ rttHigh }) => rttHigh,
      ),
    ],
    frozen: [trackOf(played, [{ label: words.frozen, tone: 4, bars: true, read: ({ frozen }) => frozen }])],
    audience: [trackOf(played, [{ label: words.viewers, tone: 5, filled: true, read: ({ viewers }) => viewers }])],
  };
}

const FILLED: LineLook = { tone: 1, filled: true };

/** One viewer's charts. */
export function viewerTracks(
  samples: readonly Sample[],
  words: Words,
): Tracks<'latency' | 'kbps' | 'fps' | 'loss' | 'rtt' | 'freeze'> {
  const line = (read: Reading<Sample>, look: LineLook = FILLED): readonly Track[] => [
    trackOf(samples, [{ label: words.viewer, ...look, read }]),
  ];
  return {
    latency: [
      trackOf(samples, [
        { label: words.viewer, ...FILLED, read: ({ latencyMs }) => latencyMs },
        { label: words.sinceArrival, tone: 2, read: ({ delayMs }) => delayMs },
      ]),
    ],
    kbps: line(({ kbps }) => kbps),
    fps: line(({ fps }) => fps),
    loss: line(({ lossPercent }) => lossPercent),
    rtt: line(({ rttMs }) => rttMs),
    freeze: line(({ freezeMs }) => freezeMs, { tone: 4, bars: true }),
  };
}
