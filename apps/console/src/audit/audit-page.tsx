import type { AuditEntry } from '@freshet/protocol/console';
import { usePages } from '../api/pages-query.ts';
import { Answer } from '../controls/answer.tsx';
import { Badge } from '../controls/badge.tsx';
import { Button } from '../controls/button.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card, Empty } from '../controls/surfaces.tsx';
import { Page } from '../shell/page.tsx';
import { detailText } from './detail-text.ts';
import { useAuditWords } from './words.ts';

/** What operators, API keys and the command have changed. */
export function AuditPage() {
  const words = useAuditWords();
  const query = usePages('audit', {}, ({ entries }) => entries.at(-1)?.id);
  return (
    <Page title={words.title} lead={words.lead}>
      <Card
        body="flush"
        foot={
          query.hasNextPage && (
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {words.older}
            </Button>
          )
        }
      >
        <Answer query={query}>{({ pages }) => <Entries entries={pages.flatMap(({ entries }) => entries)} />}</Answer>
      </Card>
    </Page>
  );
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const words = useAuditWords();
  if (entries.length === 0) return <Empty icon="log" title={words.emptyTitle} body={words.emptyBody} />;
  return (
    <div className="table-frame">
      <table className="table stacks">
        <thead>
          <tr>
            <th>{words.when}</th>
            <th>{words.who}</th>
            <th>{words.what}</th>
            <th>{words.about}</th>
            <th>{words.detail}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EntryRow({ entry }: { readonly entry: AuditEntry }) {
  const words = useAuditWords();
  const actions: Readonly<Record<string, string | undefined>> = words.actions;
  const reasons: Readonly<Record<string, string | undefined>> = words.reasons;
  const { refused, ...detail } = entry.detail;
  return (
    <tr>
      <td className="soft">
        <Moment at={entry.at} />
      </td>
      <td>
        <b>{entry.actor}</b>
        {entry.address && <div className="soft small-text">{words.from(entry.address)}</div>}
      </td>
      <td className="what">
        {actions[entry.action] ?? entry.action}
        {refused !== undefined && <Badge tone="danger">{words.refused}</Badge>}
      </td>
      <td className="number clip" title={entry.subject}>
        {entry.subject}
      </td>
      <td className="detail">
        {[refused !== undefined && (reasons[String(refused)] ?? String(refused)), detailText(detail)]
          .filter(Boolean)
          .join(' · ')}
      </td>
    </tr>
  );
}
