import type { ReactNode } from 'react';
import { KickNotice, LeftNotice } from '../controls/farewell.tsx';
import { Icon } from '../controls/icon.tsx';
import { Notice } from '../controls/notice.tsx';
import { TroubleNotice } from '../controls/trouble-notice.tsx';
import { useWords } from '../language/language-context.tsx';
import type { WatchActions } from './use-watch.ts';
import { pictureStandsStill, type WatchScreen } from './watch-screen.ts';
import type { Play, WatchState } from './watch-state.ts';

type OverlayProps = {
  readonly state: WatchState;
  readonly screen: WatchScreen;
  readonly actions: WatchActions;
};

/** What lies over the stage: a poster with words, or what needs to be said over a moving picture. */
export function WatchOverlay({ state, screen, actions }: OverlayProps) {
  const { watch, common } = useWords();
  switch (state.name) {
    case 'opening':
      return <Waiting text={common.opening} />;
    case 'refused':
      return <Poster>{<TroubleNotice trouble={state.trouble} />}</Poster>;
    case 'kicked':
      return <Poster>{<KickNotice why={state.why} />}</Poster>;
    case 'left':
      return (
        <Poster>
          <LeftNotice title={watch.leftTitle} body={watch.leftBody} comeBack={watch.comeBack} />
        </Poster>
      );
    case 'in-room':
      return (
        <>
          <PlayOverlay play={state.play} />
          {screen === 'reconnecting' && <Pill text={common.reconnecting} isBusy />}
          {screen === 'live' && pictureStandsStill(state) && <Pill text={watch.noPicture} />}
          {screen === 'live' && state.sound === 'blocked' && <UnmutePrompt onClick={actions.toggleSound} />}
        </>
      );
  }
}

function PlayOverlay({ play }: { readonly play: Play }) {
  const { watch } = useWords();
  switch (play.name) {
    case 'waiting':
      return (
        <Poster isBreathing>
          <Notice icon="clock" title={watch.waitingTitle} body={watch.waitingBody} />
        </Poster>
      );
    case 'starting':
      return <Waiting text={watch.startingTitle} />;
    case 'ended':
      return (
        <Poster>
          {play.why === 'stopped' ? (
            <Notice icon="stop" title={watch.endedTitle} body={watch.endedBody} />
          ) : (
            <Notice icon="signalOff" title={watch.lostTitle} body={watch.lostBody} />
          )}
        </Poster>
      );
    case 'refused':
      return (
        <Poster>
          <TroubleNotice trouble={play.trouble} />
        </Poster>
      );
    case 'playing':
    case 'interrupted':
      return play.hasPicture ? null : <SoundOnly />;
  }
}

function Poster({ children, isBreathing = false }: { readonly children: ReactNode; readonly isBreathing?: boolean }) {
  return (
    <div className="poster" data-breathing={isBreathing}>
      {children}
    </div>
  );
}

function Waiting({ text }: { readonly text: string }) {
  return (
    <Poster isBreathing>
      <div className="waiting">
        <span className="spinner" />
        <p>{text}</p>
      </div>
    </Poster>
  );
}

// Sound often comes a moment before the picture: the style changes the words only when it stays alone.
function SoundOnly() {
  const { watch } = useWords();
  return (
    <Poster isBreathing>
      <div className="waiting early" aria-hidden="true">
        <span className="spinner" />
        <p>{watch.startingTitle}</p>
      </div>
      <div className="waiting late">
        <Icon name="sound" size={40} />
        <p>{watch.soundOnly}</p>
      </div>
    </Poster>
  );
}

function Pill({ text, isBusy = false }: { readonly text: string; readonly isBusy?: boolean }) {
  return (
    <div className="pill" data-testid="pill">
      {isBusy && <span className="spinner small" />}
      {text}
    </div>
  );
}

function UnmutePrompt({ onClick }: { readonly onClick: () => void }) {
  const { watch } = useWords();
  return (
    <button type="button" className="unmute" data-testid="unmute-prompt" onClick={onClick}>
      <Icon name="soundOff" size={30} />
      <span>
        <strong>{watch.tapToUnmute}</strong>
        <small>{watch.tapToUnmuteWhy}</small>
      </span>
    </button>
  );
}
