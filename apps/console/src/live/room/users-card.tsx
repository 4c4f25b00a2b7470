import type { UserView } from '@freshet/protocol/console';
import { useCallback, useState } from 'react';
import { SearchField } from '../../controls/field.tsx';
import { Card, Empty } from '../../controls/surfaces.tsx';
import { VirtualTable } from '../../controls/virtual-table.tsx';
import { ForbidDialog } from '../actions/forbid-dialog.tsx';
import { KickDialog } from '../actions/kick-dialog.tsx';
import type { Live } from '../feed/use-live.ts';
import { rowAt } from '../list/list-window.ts';
import { useNarrow } from '../list/use-narrow.ts';
import type { RoomPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';
import type { RoomLook } from './room-look.ts';
import { type UserAction, useUserColumns } from './user-columns.tsx';

type UsersCardProps = {
  readonly place: RoomPlace;
  readonly live: Live<RoomLook>;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onWindow: (first: number, last: number) => void;
};

/** The users of a room, however many. */
export function UsersCard({ place, live: { answer, answered }, search, onSearch, onWindow }: UsersCardProps) {
  const { room: words } = useLiveWords();
  const [action, setAction] = useState<UserAction | undefined>(undefined);
  const columns = useUserColumns(place, setAction);
  const isNarrow = useNarrow();
  const offset = answered?.offset ?? 0;
  const users = answer?.users;
  const at = useCallback((index: number) => users && rowAt<UserView>(users, offset, index), [users, offset]);
  const total = answer?.total ?? 0;
  const shut = (): void => setAction(undefined);
  return (
    <Card title={words.users} body="flush">
      <div className="list-tools">
        <SearchField label={words.searchUsers} value={search} onChange={onSearch} />
        <span className="list-count number">{words.userCount(total)}</span>
      </div>
      {total === 0 ? (
        <Empty icon="search" title={words.noUsers} body="" />
      ) : (
        <VirtualTable
          label={words.users}
          columns={columns}
          total={total}
          rowAt={at}
          onWindow={onWindow}
          height={`min(${total * 48 + 41}px, max(320px, 100dvh - 200px))`}
          leastWidth={isNarrow ? '0' : '820px'}
        />
      )}
      {action?.name === 'kick' && <KickDialog {...place} user={action.user} onClose={shut} />}
      {action?.name === 'forbid' && <ForbidDialog {...place} user={action.user} onClose={shut} />}
    </Card>
  );
}
