import { Announcement } from '../controls/announcement.tsx';
import { ViewerCount } from '../controls/facts.tsx';
import { TopBar } from '../controls/top-bar.tsx';
import { useWords } from '../language/language-context.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { CopyButton } from './copy-button.tsx';
import { DebugForm } from './debug-form.tsx';
import type { DebugState } from './debug-state.ts';
import { EventLog } from './event-log.tsx';
import { MessagePanel } from './message-panel.tsx';
import { reportText } from './report-text.ts';
import { PlayTile, PreviewTile } from './tile.tsx';
import { useDebug } from './use-debug.ts';

/** The page of developers and operators: a visit by hand, and everything the SDK says about it. */
export function DebugPage() {
  const { debug } = useWords();
  const { state, preview, actions, hasSdk } = useDebug();
  const { visit, publish, plays, fields } = state;
  return (
    <div className="debug" data-screen={visit.name}>
      <TopBar roomID={visit.name === 'in-room' ? visit.roomID : undefined}>
        <Facts state={state} />
      </TopBar>
      <main>
        <div className="debug-head">
          <h1>{debug.title}</h1>
          <p>{debug.lead}</p>
        </div>
        <DebugForm state={state} actions={actions} hasSdk={hasSdk} />
        <section className="streams panel" aria-label={debug.streams}>
          <header className="panel-head">
            <h2>{debug.streams}</h2>
            <span className="spring" />
            {state.isSoundBlocked && (
              <button type="button" className="button small" data-testid="sound-on" onClick={actions.turnSoundOn}>
                {debug.turnSoundOn}
              </button>
            )}
            <CopyButton
              label={debug.copyReport}
              text={() => reportText(state, { at: Date.now(), browser: navigator.userAgent })}
              testID="copy-report"
            />
          </header>
          {publish.name === 'idle' && plays.length === 0 && (
            <p className="empty">{visit.name === 'in-room' ? debug.nobody : debug.outside}</p>
          )}
          <div className="tiles">
            <PreviewTile publish={publish} video={preview} />
            {plays.map((play) => (
              <PlayTile key={play.streamID} play={play} mode={fields.mode} actions={actions} />
            ))}
          </div>
        </section>
        <ConnectionPanel state={state} />
        <MessagePanel state={state} actions={actions} />
        <EventLog log={state.log} onClear={actions.clearLog} />
      </main>
    </div>
  );
}

function Facts({ state: { visit, userCount } }: { readonly state: DebugState }) {
  const { debug, common } = useWords();
  const isDown = visit.name === 'in-room' && visit.link === 'down';
  const text = isDown ? common.reconnecting : debug.visits[visit.name];
  return (
    <>
      <span className="visit-state" data-link={isDown ? 'down' : 'up'}>
        {text}
      </span>
      {visit.name === 'in-room' && <ViewerCount count={userCount} label={common.inRoom(userCount)} />}
      <Announcement>{text}</Announcement>
    </>
  );
}
