import type { UserView } from '@freshet/protocol/console';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { Badge } from '../../controls/badge.tsx';
import { Button } from '../../controls/button.tsx';
import type { VirtualColumn } from '../../controls/virtual-table.tsx';
import { useMay } from '../../shell/signed-in.ts';
import { useNarrow } from '../list/use-narrow.ts';
import { type RoomPlace, streamPath } from '../live-address.ts';
import { MomentText } from '../moment-text.tsx';
import { useLiveWords } from '../words/live-words.ts';

/** What is about to be done to a user. */
export type UserAction = { readonly name: 'kick' | 'forbid'; readonly user: UserView };

/** What is told of each user of a room, and what can be done, for those who may. */
export function useUserColumns(
  { appID, roomID }: RoomPlace,
  onAction: (action: UserAction) => void,
): readonly VirtualColumn<UserView>[] {
  const { room: words } = useLiveWords();
  const mayAct = useMay('operator');
  const isNarrow = useNarrow();
  return useMemo(() => {
    const { columns } = words;
    const streams = (streamIDs: readonly string[], userID?: string) => (
      <StreamLinks place={{ appID, roomID }} streamIDs={streamIDs} userID={userID} />
    );
    const facts: readonly VirtualColumn<UserView>[] = [
      { key: 'user', title: columns.user, width: 'minmax(150px, 2fr)', cell: (user) => <UserName user={user} /> },
      {
        key: 'publishes',
        title: columns.publishes,
        width: 'minmax(100px, 1.3fr)',
        cell: ({ publishing }) => streams(publishing),
      },
      {
        key: 'plays',
        title: columns.plays,
        width: 'minmax(100px, 1.3fr)',
        cell: ({ playing, user }) => streams(playing, user.userID),
      },
      { key: 'since', title: columns.since, width: '100px', cell: ({ loginTime }) => <MomentText at={loginTime} /> },
      {
        key: 'address',
        title: columns.address,
        width: 'minmax(110px, 1fr)',
        cell: ({ address }) => <span className="soft number">{address}</span>,
      },
    ];
    const shown = isNarrow ? facts.slice(0, 1) : facts;
    if (!mayAct) return shown;
    return [
      ...shown,
      {
        key: 'actions',
        title: columns.actions,
        width: '124px',
        align: 'end',
        cell: (user) => <UserButtons user={user} onAction={onAction} />,
      },
    ];
  }, [words, appID, roomID, mayAct, isNarrow, onAction]);
}

function UserName({ user: { user, attached } }: { readonly user: UserView }) {
  const { room: words } = useLiveWords();
  return (
    <span className="user-name" title={`${user.userID} · ${user.userName}`}>
      <b>{user.userID}</b>
      {user.userName !== user.userID && <span className="soft">{user.userName}</span>}
      {!attached && <Badge tone="warning">{words.away}</Badge>}
    </span>
  );
}

type StreamLinksProps = {
  readonly place: RoomPlace;
  readonly streamIDs: readonly string[];
  readonly userID: string | undefined;
};

function StreamLinks({ place, streamIDs, userID }: StreamLinksProps) {
  const [first, ...more] = streamIDs;
  if (first === undefined) return <span className="soft">–</span>;
  return (
    <>
      <Link to={streamPath({ ...place, streamID: first }, userID)} className="row-link" title={streamIDs.join(', ')}>
        {first}
      </Link>
      {more.length > 0 && <span className="soft"> +{more.length}</span>}
    </>
  );
}

type UserButtonsProps = { readonly user: UserView; readonly onAction: (action: UserAction) => void };

function UserButtons({ user, onAction }: UserButtonsProps) {
  const { room: words } = useLiveWords();
  return (
    <span className="row-buttons">
      <Button
        size="small"
        tone="quiet"
        onClick={() => onAction({ name: 'kick', user })}
        testID={`kick-${user.user.userID}`}
      >
        {words.kick}
      </Button>
      <Button
        size="small"
        tone="quiet"
        onClick={() => onAction({ name: 'forbid', user })}
        testID={`forbid-${user.user.userID}`}
      >
        {words.keepOut}
      </Button>
    </span>
  );
}
