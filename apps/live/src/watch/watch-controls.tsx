import { IconButton } from '../controls/icon-button.tsx';
import type { FullScreen } from '../controls/use-full-screen.ts';
import { useWords } from '../language/language-context.tsx';
import type { WatchActions } from './use-watch.ts';
import type { Sound } from './watch-state.ts';

type WatchControlsProps = {
  /** Whether there is a stream to control. */
  readonly hasStream: boolean;
  readonly sound: Sound;
  readonly volume: number;
  readonly actions: WatchActions;
  readonly fullScreen: FullScreen;
  /** Whether the touch that is going on has only brought these controls back. */
  readonly isRevealing: () => boolean;
  readonly isQualityOpen: boolean;
  readonly onQuality: () => void;
};

/** The lower edge of the audience's page. */
export function WatchControls(props: WatchControlsProps) {
  const { hasStream, actions, fullScreen, isRevealing, isQualityOpen, onQuality } = props;
  const { watch, common } = useWords();
  return (
    <footer
      className="watch-controls"
      onClickCapture={(event) => {
        if (isRevealing()) event.stopPropagation();
      }}
    >
      {hasStream && <SoundControls {...props} />}
      <span className="spring" />
      {hasStream && (
        <IconButton
          icon="gauge"
          label={common.quality}
          tone={isQualityOpen ? 'on' : 'plain'}
          expanded={isQualityOpen}
          testID="quality"
          onClick={onQuality}
        />
      )}
      {fullScreen.toggle && (
        <IconButton
          icon={fullScreen.isOn ? 'exitFullScreen' : 'fullScreen'}
          label={fullScreen.isOn ? watch.exitFullScreen : watch.fullScreen}
          shortcut="f"
          testID="full-screen"
          onClick={fullScreen.toggle}
        />
      )}
      <IconButton icon="leave" label={common.leave} testID="leave" onClick={actions.leave} />
    </footer>
  );
}

function SoundControls({ sound, volume, actions }: WatchControlsProps) {
  const { watch } = useWords();
  const isSilent = sound !== 'on';
  return (
    <>
      <IconButton
        icon={isSilent ? 'soundOff' : 'sound'}
        label={isSilent ? watch.unmute : watch.mute}
        tone={isSilent ? 'off' : 'plain'}
        shortcut="m"
        testID="mute"
        onClick={actions.toggleSound}
      />
      <input
        type="range"
        className="volume"
        data-testid="volume"
        aria-label={watch.volume}
        min={0}
        max={100}
        step={5}
        value={volume}
        onChange={(event) => actions.setVolume(event.currentTarget.valueAsNumber)}
      />
    </>
  );
}
