import { useEffect, useMemo, useRef } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Chart } from '../../charts/chart.tsx';
import { spanOf } from '../../charts/span.ts';
import { Button } from '../../controls/button.tsx';
import { Card } from '../../controls/surfaces.tsx';
import type { StreamPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';
import { refreshOf } from './quality-card.tsx';
import { viewerTracks } from './quality-tracks.ts';

/** What is shown of one viewer. */
const MINUTES = 15;

type ViewerCardProps = { readonly place: StreamPlace; readonly userID: string; readonly onClose: () => void };

/** What one viewer got over the last minutes. */
export function ViewerCard({ place: { appID, streamID }, userID, onClose }: ViewerCardProps) {
  const { quality: words } = useLiveWords();
  const { data } = useAnswer(
    'qualityHistory',
    { appID, streamID, userID, minutes: MINUTES },
    { every: refreshOf(MINUTES) },
  );
  const samples = data?.playedBy;
  const tracks = useMemo(() => samples && viewerTracks(samples, words), [samples, words]);
  const span = useMemo(() => spanOf(samples, MINUTES, Date.now()), [samples]);
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: choosing another viewer is what brings the card into sight.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [userID]);
  const shared = { span, together: 'viewer' } as const;
  return (
    <div ref={place} data-testid="viewer">
      <Card
        title={words.of(userID)}
        body="flush"
        actions={<Button tone="quiet" size="small" icon="close" label={words.closeViewer} onClick={onClose} />}
      >
        <div className="chart-grid">
          <Chart {...shared} title={words.charts.latency} tracks={tracks?.latency} unit="milliseconds" leastTop={200} />
          <Chart {...shared} title={words.charts.kbps} tracks={tracks?.kbps} unit="kbps" leastTop={500} />
          <Chart {...shared} title={words.charts.fps} tracks={tracks?.fps} unit="frames" leastTop={30} />
          <Chart {...shared} title={words.charts.loss} tracks={tracks?.loss} unit="percent" leastTop={2} />
          <Chart {...shared} title={words.charts.rtt} tracks={tracks?.rtt} unit="milliseconds" leastTop={50} />
          <Chart {...shared} title={words.charts.freeze} tracks={tracks?.freeze} unit="milliseconds" leastTop={200} />
        </div>
      </Card>
    </div>
  );
}
