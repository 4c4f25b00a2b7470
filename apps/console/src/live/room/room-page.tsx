import { useState } from 'react';
import { Waiting } from '../../controls/answer.tsx';
import { Button } from '../../controls/button.tsx';
import { Card, Empty } from '../../controls/surfaces.tsx';
import { Page } from '../../shell/page.tsx';
import { useMay } from '../../shell/signed-in.ts';
import { CloseRoomDialog } from '../actions/close-room-dialog.tsx';
import { MessageDialog } from '../actions/message-dialog.tsx';
import { LinkState } from '../feed/link-state.tsx';
import { type Live, useLive } from '../feed/use-live.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { type RoomPlace, roomsPath, useLiveAddress } from '../live-address.ts';
import { MomentText } from '../moment-text.tsx';
import { useLiveWords } from '../words/live-words.ts';
import type { RoomLook } from './room-look.ts';
import { StreamsTable } from './streams-table.tsx';
import { UsersCard } from './users-card.tsx';

/** One room: its streams and its users, and what can be done about them. */
export function RoomPage() {
  const { appID = 0, roomID } = useLiveAddress();
  // Another room begins anew: its search, its place in the list.
  return <OneRoom key={`${appID} ${roomID}`} appID={appID} roomID={roomID} />;
}

function OneRoom({ appID, roomID }: RoomPlace) {
  const { room: words } = useLiveWords();
  const [search, setSearch] = useState('');
  const { seen, onWindow } = useListWindow();
  const live = useLive<RoomLook>({ view: 'room', appID, roomID, ...(search === '' ? {} : { search }), ...seen });
  const { answer } = live;
  const isGone = answer !== undefined && answer.room === undefined;
  return (
    <Page
      title={roomID}
      badge={<LinkState live={live} />}
      lead={<RoomFacts live={live} />}
      above={{ to: roomsPath(), words: words.back }}
      actions={answer?.room && <RoomActions appID={appID} roomID={roomID} users={answer.room.userCount} />}
      width="wide"
    >
      {isGone && (
        <Card>
          <Empty icon="rooms" title={words.gone} body={words.goneHelp} />
        </Card>
      )}
      {!answer && <Waiting />}
      {answer?.room && (
        <>
          <Card title={words.streams} body="flush">
            {answer.streams.length === 0 ? (
              <Empty icon="wave" title={words.noStreams} body={words.noStreamsHelp} />
            ) : (
              <StreamsTable place={{ appID, roomID }} streams={answer.streams} />
            )}
          </Card>
          <UsersCard place={{ appID, roomID }} live={live} search={search} onSearch={setSearch} onWindow={onWindow} />
        </>
      )}
    </Page>
  );
}

function RoomFacts({ live: { answer } }: { readonly live: Live<RoomLook> }) {
  const { room: words } = useLiveWords();
  const room = answer?.room;
  if (!room) return '\u00a0';
  return (
    <span className="fact-line">
      <span data-testid="room-users">{words.userCount(room.userCount)}</span>
      <span>
        {words.openSince} <MomentText at={room.created} />
      </span>
      <span>
        {words.node} {room.node}
      </span>
    </span>
  );
}

function RoomActions({ appID, roomID, users }: RoomPlace & { readonly users: number }) {
  const { room: words, actions } = useLiveWords();
  const mayAct = useMay('operator');
  const [open, setOpen] = useState<'message' | 'close' | undefined>(undefined);
  const shut = (): void => setOpen(undefined);
  if (!mayAct) return <span className="soft may-look">{actions.onlyOperators}</span>;
  return (
    <>
      <Button icon="message" onClick={() => setOpen('message')} testID="message">
        {words.message}
      </Button>
      <Button icon="stop" onClick={() => setOpen('close')} testID="close-room">
        {words.close}
      </Button>
      {open === 'message' && <MessageDialog appID={appID} roomID={roomID} onClose={shut} />}
      {open === 'close' && <CloseRoomDialog appID={appID} roomID={roomID} users={users} onClose={shut} />}
    </>
  );
}
