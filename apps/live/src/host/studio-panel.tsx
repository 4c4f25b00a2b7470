import { IconButton } from '../controls/icon-button.tsx';
import { useWords } from '../language/language-context.tsx';
import { DeviceChoice } from './device-choice.tsx';
import { isOnAir } from './host-screen.ts';
import type { Studio } from './host-state.ts';
import { Invite } from './invite.tsx';
import { PublishMeasures } from './publish-measures.tsx';
import type { HostActions } from './use-host.ts';

type StudioPanelProps = {
  readonly studio: Studio;
  readonly actions: HostActions;
  readonly onClose: () => void;
};

/** Link, devices and quality: beside the stage where there is room, else a sheet over it. */
export function StudioPanel({ studio, actions, onClose }: StudioPanelProps) {
  const { host, common } = useWords();
  return (
    <aside className="studio-panel" aria-label={host.openPanel}>
      <IconButton icon="close" className="closes-panel" label={common.close} testID="close-panel" onClick={onClose} />
      <Invite link={studio.audienceLink} />
      <DeviceChoice devices={studio.devices} actions={actions} />
      <PublishMeasures quality={studio.quality} isOnAir={isOnAir(studio)} />
    </aside>
  );
}
