import { Icon } from '../controls/icon.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { useWords } from '../language/language-context.tsx';
import { hasSource } from './host-screen.ts';
import type { Studio } from './host-state.ts';
import { canShareScreen } from './screen-sharing.ts';
import type { HostActions } from './use-host.ts';

type HostControlsProps = {
  readonly studio: Studio;
  readonly actions: HostActions;
  readonly isPanelOpen: boolean;
  readonly onPanel: () => void;
  readonly onLeave: () => void;
};

/** The lower edge of the host's page. */
export function HostControls({ studio, actions, isPanelOpen, onPanel, onLeave }: HostControlsProps) {
  const { host, common } = useWords();
  return (
    <footer className="host-controls">
      <p className="host-hint" role={isFailed(studio) ? 'alert' : undefined} data-testid="hint">
        <Hint studio={studio} />
      </p>
      <div className="host-buttons">
        <MicrophoneButton studio={studio} onClick={actions.toggleMicrophone} />
        <CameraButton studio={studio} onClick={actions.toggleCamera} />
        {canShareScreen() && <ScreenButton studio={studio} actions={actions} />}
        <BroadcastButton studio={studio} actions={actions} />
        <IconButton
          icon="invite"
          className="opens-panel"
          label={host.openPanel}
          tone={isPanelOpen ? 'on' : 'plain'}
          expanded={isPanelOpen}
          testID="panel"
          onClick={onPanel}
        />
        <IconButton icon="leave" label={common.leave} testID="leave" onClick={onLeave} />
      </div>
    </footer>
  );
}

function BroadcastButton({ studio, actions }: { readonly studio: Studio; readonly actions: HostActions }) {
  const { host } = useWords();
  const { broadcast, link } = studio;
  if (broadcast.name === 'live' || broadcast.name === 'interrupted') {
    return (
      <button type="button" className="go-live stop" data-testid="stop" onClick={actions.stop}>
        <Icon name="stop" />
        {host.stop}
      </button>
    );
  }
  const isStarting = broadcast.name === 'starting';
  return (
    <button
      type="button"
      className="go-live"
      data-testid="go-live"
      disabled={isStarting || link === 'down' || !hasSource(studio)}
      onClick={actions.goLive}
    >
      {isStarting ? <span className="spinner small" /> : <Icon name="broadcast" />}
      {host.goLive}
    </button>
  );
}

function isFailed({ broadcast }: Studio): boolean {
  return broadcast.name === 'idle' && broadcast.failure !== undefined;
}

function Hint({ studio }: { readonly studio: Studio }) {
  const { host, publishFailures } = useWords();
  const { broadcast, microphone, picture, link } = studio;
  if (broadcast.name === 'idle' && broadcast.failure) return publishFailures[broadcast.failure];
  if (broadcast.name === 'interrupted') return host.interrupted;
  if (broadcast.name === 'starting') return host.goingLive;
  if (microphone === 'muted') return host.muted;
  if (picture === 'screen') return host.sharingScreen;
  if (broadcast.name === 'live') return link === 'up' ? host.liveNow : null;
  const isAsking = picture === 'asking' || microphone === 'asking';
  return hasSource(studio) || isAsking ? host.ready : host.needSource;
}

function MicrophoneButton({ studio: { microphone }, onClick }: ButtonProps) {
  const { host } = useWords();
  const labels = { on: host.mute, asking: host.mute, muted: host.unmute, none: host.noMicrophone } as const;
  const isHeard = microphone === 'on' || microphone === 'asking';
  return (
    <IconButton
      icon={isHeard ? 'microphone' : 'microphoneOff'}
      label={labels[microphone]}
      tone={isHeard ? 'plain' : 'off'}
      disabled={microphone === 'asking'}
      shortcut="m"
      testID="mute"
      onClick={onClick}
    />
  );
}

function CameraButton({ studio: { picture }, onClick }: ButtonProps) {
  const { host } = useWords();
  const isSeen = picture === 'camera' || picture === 'asking';
  return (
    <IconButton
      icon={isSeen ? 'camera' : 'cameraOff'}
      label={isSeen ? host.cameraOff : host.cameraOn}
      tone={isSeen ? 'plain' : 'off'}
      disabled={picture === 'asking'}
      testID="camera"
      onClick={onClick}
    />
  );
}

function ScreenButton({ studio: { picture }, actions }: { readonly studio: Studio; readonly actions: HostActions }) {
  const { host } = useWords();
  const isShared = picture === 'screen';
  return (
    <IconButton
      icon={isShared ? 'screenOff' : 'screen'}
      label={isShared ? host.stopScreen : host.shareScreen}
      tone={isShared ? 'on' : 'plain'}
      testID="screen-share"
      onClick={isShared ? actions.toggleCamera : actions.shareScreen}
    />
  );
}

type ButtonProps = { readonly studio: Studio; readonly onClick: () => void };
