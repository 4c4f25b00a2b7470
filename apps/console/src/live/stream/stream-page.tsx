import { useState } from 'react';
import { useLocation } from 'wouter';
import { Waiting } from '../../controls/answer.tsx';
import { Card, Empty } from '../../controls/surfaces.tsx';
import { Page } from '../../shell/page.tsx';
import { StreamSwitch } from '../actions/stream-switch.tsx';
import { LinkState } from '../feed/link-state.tsx';
import { type Live, useLive } from '../feed/use-live.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { roomPath, type StreamPlace, streamPath, useLiveAddress } from '../live-address.ts';
import { MomentText } from '../moment-text.tsx';
import { StreamState } from '../room/streams-table.tsx';
import { useLiveWords } from '../words/live-words.ts';
import { QualityCard } from './quality-card.tsx';
import type { StreamLook } from './stream-look.ts';
import { ViewerCard } from './viewer-card.tsx';
import { ViewersCard } from './viewers-card.tsx';

/** One stream: its publisher, its viewers, and their quality in pictures. */
export function StreamPage() {
  const { appID = 0, roomID, streamID, userID } = useLiveAddress();
  const place = { appID, roomID, streamID };
  // Another stream begins anew: its search, its place in the list.
  return <OneStream key={JSON.stringify(place)} place={place} userID={userID} />;
}

function OneStream({ place, userID }: { readonly place: StreamPlace; readonly userID: string }) {
  const { stream: words } = useLiveWords();
  const [, go] = useLocation();
  const [search, setSearch] = useState('');
  const { seen, onWindow } = useListWindow();
  const live = useLive<StreamLook>({ view: 'stream', ...place, ...(search === '' ? {} : { search }), ...seen });
  const { answer } = live;
  const stream = answer?.stream;
  return (
    <Page
      title={place.streamID}
      badge={
        <>
          {stream && <StreamState stream={stream} />}
          <LinkState live={live} />
        </>
      }
      lead={<StreamFacts live={live} />}
      above={{ to: roomPath(place), words: words.back(place.roomID) }}
      actions={stream && <StreamSwitch place={place} isForbidden={stream.forbidden} size="usual" />}
      width="wide"
    >
      {!answer && <Waiting />}
      {answer && (
        <>
          {!stream && (
            <Card>
              <Empty icon="wave" title={words.gone} body={words.goneHelp} />
            </Card>
          )}
          <QualityCard place={place} />
          {userID !== '' && <ViewerCard place={place} userID={userID} onClose={() => go(streamPath(place))} />}
          {stream && <ViewersCard place={place} live={live} search={search} onSearch={setSearch} onWindow={onWindow} />}
        </>
      )}
    </Page>
  );
}

function StreamFacts({ live: { answer } }: { readonly live: Live<StreamLook> }) {
  const { stream: words } = useLiveWords();
  if (!answer?.stream) return '\u00a0';
  const { stream, layer, node } = answer;
  return (
    <span className="fact-line">
      <span>
        {words.by} <b>{stream.user.userID}</b>
      </span>
      <span>
        {words.since} <MomentText at={stream.created} />
      </span>
      <span data-testid="stream-viewers">{words.viewerCount(stream.viewerCount)}</span>
      <span>
        {words.node} {node}
      </span>
      <LayerFact layer={layer} />
    </span>
  );
}

function LayerFact({
  layer: { name, reason },
}: {
  readonly layer: { readonly name: string; readonly reason: string };
}) {
  const { stream: words } = useLiveWords();
  const names: Readonly<Record<string, string>> = words.layers;
  const reasons: Readonly<Record<string, string>> = words.layerReasons;
  if (name === '') return null;
  return (
    <span>
      {words.layer} {names[name] ?? name}
      {reason !== '' && `: ${reasons[reason] ?? reason}`}
    </span>
  );
}
