import { errorTable } from '@freshet/protocol';
import type { OverviewAnswer } from '@freshet/protocol/console';
import { Card, Empty } from '../controls/surfaces.tsx';
import { useLanguage } from '../language/language-context.tsx';
import { useOverviewWords } from './overview-words.ts';

type Words = { readonly means: string; readonly cure: string };
const known: Readonly<Record<number, Words | undefined>> = errorTable;

/** What clients were refused, and what to do about each. */
export function Refusals({ answer }: { readonly answer: OverviewAnswer | undefined }) {
  const { refusals: words } = useOverviewWords();
  return (
    <Card title={words.title} lead={words.lead} body="flush">
      {answer?.refusals.length === 0 ? (
        <Empty icon="check" title={words.none} body={words.noneHelp} />
      ) : (
        <RefusalTable refusals={answer?.refusals ?? []} />
      )}
    </Card>
  );
}

function RefusalTable({ refusals }: Pick<OverviewAnswer, 'refusals'>) {
  const { refusals: words } = useOverviewWords();
  const { tag } = useLanguage();
  const most = Math.max(1, ...refusals.map(({ count }) => count));
  return (
    <div className="table-frame">
      <table className="table refusals">
        <thead>
          <tr>
            <th>{words.code}</th>
            <th>{words.means}</th>
            <th className="end">{words.count}</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ code, count }) => (
            <tr key={code}>
              <td>
                <code>{code}</code>
              </td>
              <td>
                <span lang="en">{known[code]?.means ?? words.unknown}</span>
                {known[code] && (
                  <small className="soft" lang="en">
                    {known[code].cure}
                  </small>
                )}
              </td>
              <td className="end refusal-count">
                {count.toLocaleString(tag)}
                <i style={{ width: `${(count / most) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
