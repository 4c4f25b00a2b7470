import type { LoadSample, OverviewAnswer } from '@freshet/protocol/console';
import { useEffect, useMemo, useState } from 'react';
import { useAnswer } from '../api/queries.ts';
import { spanOf } from '../charts/span.ts';
import { Choice } from '../controls/choice.tsx';
import { Card } from '../controls/surfaces.tsx';
import { useLanguage } from '../language/language-context.tsx';
import { LinkState } from '../live/feed/link-state.tsx';
import { useLive } from '../live/feed/use-live.ts';
import { lengthText } from '../live/length-text.ts';
import { Page } from '../shell/page.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LoadCharts } from './load-charts.tsx';
import { keepHeard, withNewest } from './load-series.ts';
import { NowTiles } from './now-tiles.tsx';
import { useOverviewWords } from './overview-words.ts';
import { Refusals } from './refusals.tsx';
import { Workers } from './workers.tsx';

const times = ['15', '60', '360', '1440'] as const;
/** Samples that are kept until the history has them. */
const HEARD_MOST = 600;

/** What the machine does now, and did over the last hours. */
export function OverviewPage() {
  const words = useOverviewWords();
  const { tag } = useLanguage();
  const live = useLive({ view: 'overview' });
  const { answer } = live;
  return (
    <Page
      title={words.title}
      badge={<LinkState live={live} />}
      lead={answer ? words.lead(answer.version, lengthText(answer.now.at - answer.startedAt, tag)) : '\u00a0'}
      width="wide"
    >
      <FirstSteps answer={answer} />
      <Load answer={answer} />
      <div className="overview-pair">
        <Workers answer={answer} />
        <Refusals answer={answer} />
      </div>
    </Page>
  );
}

function Load({ answer }: { readonly answer: OverviewAnswer | undefined }) {
  const words = useOverviewWords();
  const [time, setTime] = useState<(typeof times)[number]>('60');
  const minutes = Number(time);
  const samples = useLoad(minutes, answer?.now);
  const span = spanOf(samples, minutes, Date.now());
  return (
    <>
      <NowTiles answer={answer} samples={samples} />
      <Card
        title={words.load}
        actions={
          <Choice
            label={words.time}
            value={time}
            options={times.map((value) => ({ value, words: words.times[value] }))}
            onChange={setTime}
          />
        }
        body="flush"
      >
        <LoadCharts samples={samples} span={span} cores={answer?.cores} />
      </Card>
    </>
  );
}

/** The load of the last minutes: the history once in a while, and each moment since as it is told. */
function useLoad(minutes: number, now: LoadSample | undefined): readonly LoadSample[] | undefined {
  const history = useAnswer('loadHistory', { minutes }, { every: 120_000, keepsLast: true });
  const [heard, setHeard] = useState<readonly LoadSample[]>([]);
  useEffect(() => {
    if (now) setHeard((known) => keepHeard(known, now, HEARD_MOST));
  }, [now]);
  return useMemo(() => history.data && withNewest(history.data.samples, heard), [history.data, heard]);
}
