import type { RoomView } from '@freshet/protocol/console';
import { useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { useAnswer } from '../../api/queries.ts';
import { OutLink } from '../../controls/button.tsx';
import { Choice } from '../../controls/choice.tsx';
import { SearchField } from '../../controls/field.tsx';
import { Card, Empty } from '../../controls/surfaces.tsx';
import { VirtualTable } from '../../controls/virtual-table.tsx';
import { Page } from '../../shell/page.tsx';
import { LinkState } from '../feed/link-state.tsx';
import { type Live, useLive } from '../feed/use-live.ts';
import { rowAt } from '../list/list-window.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { useNarrow } from '../list/use-narrow.ts';
import { roomsPath, useLiveAddress } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';
import { useRoomColumns } from './room-columns.tsx';

const orders = ['users', 'name'] as const;
type Order = (typeof orders)[number];
type RoomsView = { view: 'rooms'; appID?: number; search?: string; order: Order; offset: number; limit: number };

/** Every room that is open, of one project or of all. */
export function RoomsPage() {
  const { rooms: words } = useLiveWords();
  const { appID } = useLiveAddress();
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order>('users');
  const { seen, onWindow } = useListWindow();
  const live = useLive<RoomsView>({
    view: 'rooms',
    ...(appID === undefined ? {} : { appID }),
    ...(search === '' ? {} : { search }),
    order,
    ...seen,
  });
  return (
    <Page title={words.title} badge={<LinkState live={live} />} lead={words.lead} width="wide">
      <Card body="flush">
        <div className="list-tools">
          <SearchField label={words.search} value={search} onChange={setSearch} />
          <ProjectChoice appID={appID} />
          <Choice
            label={words.order}
            value={order}
            options={orders.map((value) => ({ value, words: words.orders[value] }))}
            onChange={setOrder}
          />
          <span className="list-count number" data-testid="rooms-count">
            {live.answer && words.count(live.answer.total)}
          </span>
        </div>
        <RoomsList live={live} isSearched={search !== ''} onWindow={onWindow} />
      </Card>
    </Page>
  );
}

type RoomsListProps = {
  readonly live: Live<RoomsView>;
  readonly isSearched: boolean;
  readonly onWindow: (first: number, last: number) => void;
};

function RoomsList({ live: { answer, answered }, isSearched, onWindow }: RoomsListProps) {
  const { rooms: words } = useLiveWords();
  const names = useProjectNames();
  const columns = useRoomColumns(names);
  const isNarrow = useNarrow();
  const offset = answered?.offset ?? 0;
  const at = useCallback((index: number) => answer && rowAt<RoomView>(answer.rooms, offset, index), [answer, offset]);
  if (answer?.total === 0) {
    return isSearched ? (
      <Empty icon="search" title={words.noMatch} body={words.noMatchHelp} />
    ) : (
      <Empty icon="rooms" title={words.none} body={words.noneHelp}>
        <OutLink href="/debug" icon="out">
          {words.tryIt}
        </OutLink>
      </Empty>
    );
  }
  return (
    <VirtualTable
      label={words.list}
      columns={columns}
      total={answer?.total ?? PLACES}
      rowAt={at}
      onWindow={onWindow}
      height={listHeight(answer?.total ?? PLACES)}
      leastWidth={isNarrow ? '0' : '640px'}
    />
  );
}

/** Rows that stand for a list while its length is not known. */
const PLACES = 8;

/** As high as its rows, up to most of the window. */
const listHeight = (rows: number): string => `min(${rows * 48 + 41}px, max(320px, 100dvh - 250px))`;

function useProjectNames(): ReadonlyMap<number, string> {
  const { data } = useAnswer('projects', {});
  return useMemo(() => new Map(data?.projects.map(({ appID, name }) => [appID, name])), [data]);
}

function ProjectChoice({ appID }: { readonly appID: number | undefined }) {
  const { rooms: words } = useLiveWords();
  const names = useProjectNames();
  const [, go] = useLocation();
  if (names.size < 2 && appID === undefined) return null;
  return (
    <select
      className="input list-choice"
      aria-label={words.project}
      value={appID ?? ''}
      onChange={({ currentTarget: { value } }) => go(roomsPath(value === '' ? undefined : Number(value)))}
    >
      <option value="">{words.allProjects}</option>
      {[...names].map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
