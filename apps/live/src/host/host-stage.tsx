import type { ReactNode, Ref } from 'react';
import { KickNotice, LeftNotice } from '../controls/farewell.tsx';
import { Icon, type IconName } from '../controls/icon.tsx';
import { TroubleNotice } from '../controls/trouble-notice.tsx';
import { useWords } from '../language/language-context.tsx';
import { DeviceBanner, DeviceNotice } from './device-notice.tsx';
import type { HostScreen } from './host-screen.ts';
import type { HostState, Studio } from './host-state.ts';
import type { HostActions } from './use-host.ts';

type HostStageProps = {
  readonly ref: Ref<HTMLVideoElement>;
  readonly state: HostState;
  readonly screen: HostScreen;
  readonly actions: HostActions;
};

/** The own picture of the host, and what needs to be said over it. */
export function HostStage({ ref, state, screen, actions }: HostStageProps) {
  const { common } = useWords();
  return (
    <main className="host-stage" data-air={screen === 'live'}>
      <video
        ref={ref}
        className="stage-video"
        data-testid="stage-video"
        playsInline
        muted
        aria-label={common.preview}
      />
      {state.name === 'studio' ? <InStudio studio={state} actions={actions} /> : <OutOfStudio state={state} />}
      {screen === 'reconnecting' && (
        <div className="pill" data-testid="pill">
          <span className="spinner small" />
          {common.reconnecting}
        </div>
      )}
    </main>
  );
}

function OutOfStudio({ state }: { readonly state: Exclude<HostState, Studio> }) {
  const { host, common } = useWords();
  switch (state.name) {
    case 'opening':
      return <Curtain text={common.opening} isBusy />;
    case 'refused':
      return <div className="poster">{<TroubleNotice trouble={state.trouble} />}</div>;
    case 'kicked':
      return <div className="poster">{<KickNotice why={state.why} />}</div>;
    case 'left':
      return (
        <div className="poster">
          <LeftNotice title={host.leftTitle} body={host.leftBody} comeBack={host.comeBack} />
        </div>
      );
  }
}

function InStudio({ studio, actions }: { readonly studio: Studio; readonly actions: HostActions }) {
  const { picture, microphone, problem } = studio;
  const isBare = picture === 'none' || picture === 'asking';
  const hasSound = microphone !== 'none';
  if (problem && isBare) return <DeviceNotice problem={problem} hasSound={hasSound} actions={actions} />;
  return (
    <>
      <PictureCurtain studio={studio} />
      {problem && <DeviceBanner problem={problem} hasSound={hasSound} actions={actions} />}
    </>
  );
}

function PictureCurtain({ studio: { picture, microphone } }: { readonly studio: Studio }): ReactNode {
  const { host } = useWords();
  switch (picture) {
    case 'asking':
      return <Curtain text={host.asking} isBusy />;
    case 'camera-off':
      return <Curtain text={host.cameraIsOff} icon="cameraOff" />;
    case 'none':
      if (microphone === 'none') return <Curtain text={host.needSource} icon="cameraOff" />;
      return <Curtain text={host.soundOnly} icon="microphone" />;
    case 'camera':
    case 'screen':
      return null;
  }
}

function Curtain({
  text,
  icon,
  isBusy = false,
}: {
  readonly text: string;
  readonly icon?: IconName;
  readonly isBusy?: boolean;
}) {
  return (
    <div className="poster" data-breathing={isBusy}>
      <div className="waiting">
        {isBusy && <span className="spinner" />}
        {icon && <Icon name={icon} size={40} />}
        <p>{text}</p>
      </div>
    </div>
  );
}
