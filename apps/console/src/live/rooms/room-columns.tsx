import type { RoomView } from '@freshet/protocol/console';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { VirtualColumn } from '../../controls/virtual-table.tsx';
import { useLanguage } from '../../language/language-context.tsx';
import { useNarrow } from '../list/use-narrow.ts';
import { roomPath } from '../live-address.ts';
import { MomentText } from '../moment-text.tsx';
import { useLiveWords } from '../words/live-words.ts';

type RoomColumn = VirtualColumn<RoomView>;

/** What is told of each room in the list. */
export function useRoomColumns(projects: ReadonlyMap<number, string>): readonly RoomColumn[] {
  const { columns: words } = useLiveWords().rooms;
  const { tag } = useLanguage();
  const isNarrow = useNarrow();
  return useMemo(() => {
    const count = (key: 'users' | 'streams', read: (room: RoomView) => number): RoomColumn => ({
      key,
      title: words[key],
      width: '76px',
      align: 'end',
      cell: (room) => read(room).toLocaleString(tag),
    });
    const room: RoomColumn = { key: 'room', title: words.room, width: 'minmax(120px, 3fr)', cell: roomLink };
    const project: RoomColumn = {
      key: 'project',
      title: words.project,
      width: 'minmax(90px, 1.5fr)',
      cell: ({ appID }) => <span className="soft">{projects.get(appID) ?? appID}</span>,
    };
    const counts = [count('users', ({ userCount }) => userCount), count('streams', ({ streamCount }) => streamCount)];
    if (isNarrow) return [room, ...counts];
    return [
      room,
      project,
      ...counts,
      { key: 'age', title: words.age, width: '112px', cell: ({ created }) => <MomentText at={created} /> },
      {
        key: 'node',
        title: words.node,
        width: 'minmax(80px, 1fr)',
        cell: ({ node }) => <span className="soft">{node}</span>,
      },
    ];
  }, [words, tag, projects, isNarrow]);
}

const roomLink = (room: RoomView) => (
  <Link to={roomPath(room)} className="row-link" title={room.roomID}>
    {room.roomID}
  </Link>
);
