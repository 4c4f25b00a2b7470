import type { UserView } from '@freshet/protocol/console';
import { useCallback } from 'react';
import { SearchField } from '../../controls/field.tsx';
import { Card, Empty } from '../../controls/surfaces.tsx';
import { VirtualTable } from '../../controls/virtual-table.tsx';
import type { Live } from '../feed/use-live.ts';
import { rowAt } from '../list/list-window.ts';
import { useNarrow } from '../list/use-narrow.ts';
import type { StreamPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';
import type { StreamLook } from './stream-look.ts';
import { useViewerColumns } from './viewer-columns.tsx';

type ViewersCardProps = {
  readonly place: StreamPlace;
  readonly live: Live<StreamLook>;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onWindow: (first: number, last: number) => void;
};

/** Who plays a stream, and what each one gets now. */
export function ViewersCard({ place, live: { answer, answered }, search, onSearch, onWindow }: ViewersCardProps) {
  const { stream: words } = useLiveWords();
  const columns = useViewerColumns(place);
  const isNarrow = useNarrow();
  const offset = answered?.offset ?? 0;
  const viewers = answer?.viewers;
  const at = useCallback((index: number) => viewers && rowAt<UserView>(viewers, offset, index), [viewers, offset]);
  const total = answer?.total ?? 0;
  return (
    <Card title={words.viewers} lead={words.viewersLead} body="flush">
      <div className="list-tools">
        <SearchField label={words.searchViewers} value={search} onChange={onSearch} />
        <span className="list-count number">{words.viewerCount(total)}</span>
      </div>
      {total === 0 && search === '' && <Empty icon="people" title={words.noViewers} body={words.noViewersHelp} />}
      {total === 0 && search !== '' && <Empty icon="search" title={words.noViewerMatch} body="" />}
      {total > 0 && (
        <VirtualTable
          label={words.viewers}
          columns={columns}
          total={total}
          rowAt={at}
          onWindow={onWindow}
          height={`min(${total * 48 + 41}px, max(320px, 100dvh - 200px))`}
          leastWidth={isNarrow ? '0' : '760px'}
        />
      )}
    </Card>
  );
}
