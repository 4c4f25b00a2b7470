import type { OverviewAnswer } from '@freshet/protocol/console';
import { LoadBar } from '../charts/load-bar.tsx';
import { Badge } from '../controls/badge.tsx';
import { Card, Empty } from '../controls/surfaces.tsx';
import { useLanguage } from '../language/language-context.tsx';
import { useOverviewWords } from './overview-words.ts';

type Shown = { readonly answer: OverviewAnswer | undefined };

/** The processes that move media: how busy each is, and whether any has died. */
export function Workers({ answer }: Shown) {
  const { workers: words } = useOverviewWords();
  const { tag } = useLanguage();
  const deaths = answer?.workerDeaths ?? 0;
  return (
    <Card
      title={words.title}
      lead={words.lead}
      body="flush"
      actions={
        answer && (
          <Badge tone={deaths > 0 ? 'danger' : 'good'}>
            {deaths > 0 ? words.deaths(deaths.toLocaleString(tag)) : words.healthy}
          </Badge>
        )
      }
    >
      {answer?.workers.length === 0 ? (
        <Empty icon="machine" title={words.none} body={words.lead} />
      ) : (
        <WorkerTable answer={answer} />
      )}
    </Card>
  );
}

function WorkerTable({ answer }: Shown) {
  const { workers: words } = useOverviewWords();
  const { tag } = useLanguage();
  return (
    <div className="table-frame">
      <table className="table workers">
        <thead>
          <tr>
            <th>{words.load}</th>
            <th className="end wide-only">{words.ingests}</th>
            <th className="end">{words.viewers}</th>
            <th className="end">{words.playbacks}</th>
            <th className="end wide-only">{words.pipes}</th>
          </tr>
        </thead>
        <tbody>
          {answer?.workers.map(({ pid, cpu, ingests, viewers, playbacks, pipes }) => (
            <tr key={pid}>
              <td className="worker-load">
                <span className="soft">{words.worker(String(pid))}</span>
                <LoadBar share={cpu} label={words.worker(String(pid))} text={percent(cpu, tag)} />
              </td>
              <td className="end wide-only">{ingests.toLocaleString(tag)}</td>
              <td className="end">{viewers.toLocaleString(tag)}</td>
              <td className="end">{playbacks.toLocaleString(tag)}</td>
              <td className="end wide-only">{pipes.toLocaleString(tag)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const percent = (share: number, tag: string): string =>
  new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }).format(share);
