import type { LoadSample } from '@freshet/protocol/console';
import { useMemo } from 'react';
import { Chart } from '../charts/chart.tsx';
import { type Line, type Track, trackOf } from '../charts/tracks.ts';
import type { Span } from '../charts/use-plot.ts';
import { useOverviewWords } from './overview-words.ts';

type LoadChartsProps = {
  /** Missing while they are loaded. */
  readonly samples: readonly LoadSample[] | undefined;
  readonly span: Span;
  readonly cores: number | undefined;
};

/** The load in pictures. Pointing at a moment in one shows it in all. */
export function LoadCharts({ samples, span, cores }: LoadChartsProps) {
  const { charts: words } = useOverviewWords();
  const tracks = useLoadTracks(samples);
  const shared = { span, together: 'overview' } as const;
  return (
    <div className="chart-grid">
      <Chart {...shared} title={words.people} tracks={tracks?.people} unit="count" leastTop={4} />
      <Chart {...shared} title={words.bandwidth} tracks={tracks?.bandwidth} unit="kbps" leastTop={100} />
      <Chart
        {...shared}
        title={words.cpu}
        tracks={tracks?.cpu}
        unit="cores"
        leastTop={0.2}
        {...(cores === undefined ? {} : { ceiling: cores })}
      />
      <Chart {...shared} title={words.content} tracks={tracks?.content} unit="count" leastTop={4} />
      <Chart {...shared} title={words.memory} tracks={tracks?.memory} unit="megabytes" leastTop={128} />
      <Chart {...shared} title={words.refusals} tracks={tracks?.refusals} unit="count" leastTop={4} />
    </div>
  );
}

type LoadTracks = Readonly<
  Record<'people' | 'bandwidth' | 'cpu' | 'content' | 'memory' | 'refusals', readonly Track[]>
>;

function useLoadTracks(samples: readonly LoadSample[] | undefined): LoadTracks | undefined {
  const { charts: words } = useOverviewWords();
  return useMemo(() => {
    if (!samples) return undefined;
    const track = (...lines: readonly Line<LoadSample>[]): readonly Track[] => [trackOf(samples, lines)];
    return {
      people: track(
        { label: words.users, tone: 1, filled: true, read: ({ users }) => users },
        { label: words.plays, tone: 2, read: ({ plays }) => plays },
      ),
      bandwidth: track(
        { label: words.out, tone: 1, filled: true, read: ({ kbpsOut }) => kbpsOut },
        { label: words.in, tone: 2, read: ({ kbpsIn }) => kbpsIn },
      ),
      cpu: track(
        { label: words.server, tone: 2, filled: true, read: ({ cpuServer }) => cpuServer },
        { label: words.workers, tone: 1, filled: true, read: ({ cpuWorkers }) => cpuWorkers },
      ),
      content: track(
        { label: words.rooms, tone: 5, filled: true, read: ({ rooms }) => rooms },
        { label: words.streams, tone: 3, read: ({ streams }) => streams },
      ),
      memory: track({ label: words.memoryLine, tone: 5, filled: true, read: ({ memoryMb }) => memoryMb }),
      refusals: track({ label: words.refusalsLine, tone: 4, bars: true, read: ({ refusals }) => refusals }),
    };
  }, [samples, words]);
}
