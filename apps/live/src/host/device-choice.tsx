import type { DeviceInfo } from '@freshet/web';
import { useId } from 'react';
import { useWords } from '../language/language-context.tsx';
import type { Devices } from './host-state.ts';
import type { HostActions } from './use-host.ts';

/** Which camera and which microphone. */
export function DeviceChoice({ devices, actions }: { readonly devices: Devices; readonly actions: HostActions }) {
  const words = useWords().devices;
  return (
    <section className="panel-part">
      <h2>{words.title}</h2>
      <Choice
        label={words.camera}
        testID="choose-camera"
        devices={devices.cameras}
        chosen={devices.cameraID}
        nameless={words.unnamedCamera}
        onChoose={actions.chooseCamera}
      />
      <Choice
        label={words.microphone}
        testID="choose-microphone"
        devices={devices.microphones}
        chosen={devices.microphoneID}
        nameless={words.unnamedMicrophone}
        onChoose={actions.chooseMicrophone}
      />
    </section>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly testID: string;
  readonly devices: readonly DeviceInfo[];
  /** Empty for the browser's own choice, which is the first. */
  readonly chosen: string;
  readonly nameless: (n: number) => string;
  readonly onChoose: (deviceID: string) => void;
};

function Choice({ label, testID, devices, chosen, nameless, onChoose }: ChoiceProps) {
  const { none } = useWords().devices;
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        data-testid={testID}
        disabled={devices.length === 0}
        value={chosen || (devices[0]?.deviceID ?? '')}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {devices.length === 0 && <option value="">{none}</option>}
        {devices.map(({ deviceID, deviceName }, index) => (
          <option key={deviceID} value={deviceID}>
            {deviceName || nameless(index + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}
