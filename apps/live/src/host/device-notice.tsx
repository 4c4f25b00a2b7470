import { Icon } from '../controls/icon.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Notice } from '../controls/notice.tsx';
import { useWords } from '../language/language-context.tsx';
import type { DeviceProblem } from './device-problem.ts';
import { canShareScreen } from './screen-sharing.ts';
import type { HostActions } from './use-host.ts';

type DeviceNoticeProps = {
  readonly problem: DeviceProblem;
  readonly hasSound: boolean;
  readonly actions: HostActions;
};

/** Why there is no picture, and every way to go on. */
export function DeviceNotice({ problem, hasSound, actions }: DeviceNoticeProps) {
  const { problems, devices, host, common } = useWords();
  const words = problems[problem === 'missing' && hasSound ? 'missingCamera' : problem];
  return (
    <div className="poster" data-problem={problem}>
      <Notice icon={problem === 'insecure' ? 'warning' : 'cameraOff'} {...words}>
        {problem !== 'insecure' && (
          <button type="button" className="button" data-testid="retry-devices" onClick={actions.retryDevices}>
            {common.tryAgain}
          </button>
        )}
        {problem !== 'insecure' && (
          <button type="button" className="button quiet" data-testid="sound-only" onClick={actions.useSoundAlone}>
            {devices.withoutPicture}
          </button>
        )}
        {problem !== 'insecure' && canShareScreen() && (
          <button type="button" className="button quiet" data-testid="screen-instead" onClick={actions.shareScreen}>
            {host.shareScreen}
          </button>
        )}
      </Notice>
    </div>
  );
}

/** Trouble with one device while the picture goes on. */
export function DeviceBanner({ problem, hasSound, actions }: DeviceNoticeProps) {
  const { problems, common } = useWords();
  const { title, body } = problems[problem === 'missing' && !hasSound ? 'missingMicrophone' : problem];
  return (
    <div className="banner" role="alert" data-problem={problem}>
      <Icon name="warning" size={22} />
      <p>
        <strong>{title}</strong>
        <br />
        {body}
      </p>
      {!hasSound && (
        <button type="button" className="button quiet" data-testid="retry-devices" onClick={actions.retryDevices}>
          {common.tryAgain}
        </button>
      )}
      <IconButton icon="close" label={common.close} testID="dismiss" onClick={actions.dismissProblem} />
    </div>
  );
}
