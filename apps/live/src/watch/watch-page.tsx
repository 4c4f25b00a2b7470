import { useRef, useState } from 'react';
import { Announcement } from '../controls/announcement.tsx';
import { LiveBadge, ViewerCount } from '../controls/facts.tsx';
import { TopBar } from '../controls/top-bar.tsx';
import { useFullScreen } from '../controls/use-full-screen.ts';
import { useHiding } from '../controls/use-hiding.ts';
import { useShortcuts } from '../controls/use-shortcuts.ts';
import type { Dictionary } from '../language/dictionary.ts';
import { useWords } from '../language/language-context.tsx';
import { useWatch } from './use-watch.ts';
import { WatchControls } from './watch-controls.tsx';
import { WatchOverlay } from './watch-overlay.tsx';
import { WatchQuality } from './watch-quality.tsx';
import { isUndisturbed, viewerCount, type WatchScreen, watchScreen } from './watch-screen.ts';
import { isUnderWay, type WatchState } from './watch-state.ts';

/** The audience's page. */
export function WatchPage() {
  const words = useWords();
  const { state, stage, actions } = useWatch();
  const page = useRef<HTMLDivElement>(null);
  const fullScreen = useFullScreen(page, stage);
  const [isQualityOpen, setQualityOpen] = useState(false);
  const screen = watchScreen(state);
  const hiding = useHiding(isUndisturbed(state) && !isQualityOpen);
  const isInRoom = state.name === 'in-room';
  useShortcuts({
    ...(isInRoom && { m: actions.toggleSound, ' ': actions.toggleSound }),
    ...(fullScreen.toggle && { f: fullScreen.toggle }),
    escape: () => setQualityOpen(false),
  });
  return (
    <div className="watch" ref={page} data-screen={screen} data-idle={hiding.isHidden}>
      <video ref={stage} className="stage-video" data-testid="stage-video" playsInline aria-label={words.watch.video} />
      <WatchOverlay state={state} screen={screen} actions={actions} />
      <TopBar roomID={isInRoom ? state.roomID : undefined}>
        <Facts state={state} screen={screen} />
      </TopBar>
      {isInRoom && (
        <WatchControls
          hasStream={isUnderWay(state.play)}
          sound={state.sound}
          volume={state.volume}
          actions={actions}
          fullScreen={fullScreen}
          isRevealing={hiding.isRevealing}
          isQualityOpen={isQualityOpen}
          onQuality={() => setQualityOpen(!isQualityOpen)}
        />
      )}
      {isInRoom && isQualityOpen && isUnderWay(state.play) && (
        <WatchQuality report={state.report} onClose={() => setQualityOpen(false)} />
      )}
      <Announcement>{announcement(screen, words)}</Announcement>
    </div>
  );
}

function Facts({ state, screen }: { readonly state: WatchState; readonly screen: WatchScreen }) {
  const { common } = useWords();
  if (state.name !== 'in-room') return null;
  const isLive = screen === 'live' || screen === 'reconnecting';
  const count = viewerCount(state);
  return (
    <>
      {screen === 'live' && <LiveBadge />}
      <ViewerCount count={count} label={isLive ? common.watching(count) : common.inRoom(count)} />
    </>
  );
}

function announcement(screen: WatchScreen, { watch, common }: Dictionary): string {
  switch (screen) {
    case 'opening':
      return common.opening;
    case 'waiting':
      return watch.waitingTitle;
    case 'starting':
      return watch.startingTitle;
    case 'live':
      return common.live;
    case 'reconnecting':
      return common.reconnecting;
    case 'ended':
      return watch.endedTitle;
    // These are pages of words, which are read as they are.
    case 'refused':
    case 'kicked':
    case 'left':
      return '';
  }
}
