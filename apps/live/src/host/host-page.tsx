import { useState } from 'react';
import { Announcement } from '../controls/announcement.tsx';
import { LiveBadge, ViewerCount } from '../controls/facts.tsx';
import { TopBar } from '../controls/top-bar.tsx';
import { useShortcuts } from '../controls/use-shortcuts.ts';
import type { Dictionary } from '../language/dictionary.ts';
import { useWords } from '../language/language-context.tsx';
import { HostControls } from './host-controls.tsx';
import { audienceCount, type HostScreen, hostScreen, isOnAir } from './host-screen.ts';
import { HostStage } from './host-stage.tsx';
import type { Studio } from './host-state.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { StudioPanel } from './studio-panel.tsx';
import { useCloseWarning } from './use-close-warning.ts';
import { useHost } from './use-host.ts';

/** The host's page. */
export function HostPage() {
  const words = useWords();
  const { state, stage, actions } = useHost();
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const screen = hostScreen(state);
  const studio = state.name === 'studio' ? state : undefined;
  const isAir = studio !== undefined && isOnAir(studio);
  useCloseWarning(isAir);
  useShortcuts({
    ...(studio && { m: actions.toggleMicrophone, ' ': actions.toggleMicrophone }),
    escape: () => setPanelOpen(false),
  });
  return (
    <div className="host" data-screen={screen} data-panel={isPanelOpen ? 'open' : 'closed'}>
      <HostStage ref={stage} state={state} screen={screen} actions={actions} />
      <TopBar roomID={studio?.roomID}>{studio && <Facts studio={studio} />}</TopBar>
      {studio && (
        <>
          <HostControls
            studio={studio}
            actions={actions}
            isPanelOpen={isPanelOpen}
            onPanel={() => setPanelOpen(!isPanelOpen)}
            onLeave={() => (isAir ? setLeaving(true) : actions.leave())}
          />
          <StudioPanel studio={studio} actions={actions} onClose={() => setPanelOpen(false)} />
        </>
      )}
      {studio && isLeaving && <LeaveDialog onLeave={actions.leave} onStay={() => setLeaving(false)} />}
      <Announcement>{announcement(screen, words)}</Announcement>
    </div>
  );
}

function Facts({ studio }: { readonly studio: Studio }) {
  const { common } = useWords();
  const { broadcast } = studio;
  const count = audienceCount(studio);
  const hasBegun = broadcast.name === 'live' || broadcast.name === 'interrupted';
  return (
    <>
      {hasBegun && <LiveBadge since={broadcast.since} />}
      <ViewerCount count={count} label={common.watching(count)} />
    </>
  );
}

function announcement(screen: HostScreen, { host, common }: Dictionary): string {
  switch (screen) {
    case 'opening':
      return common.opening;
    case 'ready':
      return host.ready;
    case 'starting':
      return host.goingLive;
    case 'live':
      return host.liveNow;
    case 'reconnecting':
      return common.reconnecting;
    // These are pages of words, which are read as they are.
    case 'refused':
    case 'kicked':
    case 'left':
      return '';
  }
}
