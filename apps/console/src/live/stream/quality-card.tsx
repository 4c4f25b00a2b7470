import { useMemo, useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Chart } from '../../charts/chart.tsx';
import { spanOf } from '../../charts/span.ts';
import { Choice } from '../../controls/choice.tsx';
import { Card } from '../../controls/surfaces.tsx';
import type { StreamPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';
import { streamTracks } from './quality-tracks.ts';

const times = ['5', '15', '60', '180'] as const;

/** How often the history is asked for; a longer one moves more slowly. Milliseconds. */
export const refreshOf = (minutes: number): number => (minutes <= 15 ? 5000 : 30_000);

/** A stream's quality in pictures: its publisher beside its viewers. */
export function QualityCard({ place: { appID, streamID } }: { readonly place: StreamPlace }) {
  const { quality: words } = useLiveWords();
  const [time, setTime] = useState<(typeof times)[number]>('15');
  const minutes = Number(time);
  const { data } = useAnswer(
    'qualityHistory',
    { appID, streamID, minutes },
    { every: refreshOf(minutes), keepsLast: true },
  );
  const tracks = useMemo(() => data && streamTracks(data, words), [data, words]);
  const span = useMemo(
    () =>
      spanOf(
        [...(data?.published.slice(-1) ?? []), ...(data?.played.slice(-1) ?? [])].toSorted((a, b) => a.at - b.at),
        minutes,
        Date.now(),
      ),
    [data, minutes],
  );
  const shared = { span, together: 'stream' } as const;
  return (
    <Card
      title={words.title}
      lead={`${words.lead} ${words.latencyHelp}`}
      body="flush"
      actions={
        <Choice
          label={words.time}
          value={time}
          options={times.map((value) => ({ value, words: words.times[value] }))}
          onChange={setTime}
        />
      }
    >
      <div className="chart-grid headed">
        <Chart {...shared} title={words.charts.latency} tracks={tracks?.latency} unit="milliseconds" leastTop={200} />
        <Chart {...shared} title={words.charts.kbps} tracks={tracks?.kbps} unit="kbps" leastTop={500} />
        <Chart {...shared} title={words.charts.fps} tracks={tracks?.fps} unit="frames" leastTop={30} />
        <Chart {...shared} title={words.charts.loss} tracks={tracks?.loss} unit="percent" leastTop={2} />
        <Chart {...shared} title={words.charts.rtt} tracks={tracks?.rtt} unit="milliseconds" leastTop={50} />
        <Chart {...shared} title={words.charts.frozen} tracks={tracks?.frozen} unit="count" leastTop={4} />
        <Chart {...shared} title={words.charts.audience} tracks={tracks?.audience} unit="count" leastTop={4} />
      </div>
    </Card>
  );
}
