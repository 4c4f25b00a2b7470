import type { ProjectView, Switches } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Badge } from '../controls/badge.tsx';
import { Confirmation } from '../controls/confirmation.tsx';
import { Card, Notice } from '../controls/surfaces.tsx';
import { SwitchRow } from '../controls/switch-row.tsx';
import { useFaultToast, useToast } from '../controls/toasts.tsx';
import { useMay } from '../shell/signed-in.ts';
import { doorRules, services } from './services.ts';
import { useServiceWords } from './services-words.ts';
import { useProjectWords } from './words.ts';

type SwitchName = keyof Switches;

/** The switches of a project, with what each does and risks. */
export function ServicesTab({ project }: { readonly project: ProjectView }) {
  const words = useServiceWords();
  const { viewerNote } = useProjectWords();
  const mayChange = useMay('operator');
  const { turn, pending } = useSwitches(project);
  const [risky, setRisky] = useState<SwitchName>();
  const onTurn = (name: SwitchName, on: boolean): void => {
    if (on && words.names[name].danger) setRisky(name);
    else turn(name, on).catch(() => undefined);
  };
  const rows = (names: readonly SwitchName[]) =>
    names.map((name) => (
      <ServiceRow
        key={name}
        name={name}
        checked={pending?.name === name ? pending.on : project.switches[name]}
        disabled={!mayChange}
        busy={pending !== undefined}
        onTurn={onTurn}
      />
    ));
  return (
    <div className="stack">
      {!mayChange && <Notice>{viewerNote}</Notice>}
      <Card title={words.servicesTitle} lead={words.servicesLead}>
        {rows(services)}
      </Card>
      <Card title={words.doorTitle} lead={words.doorLead}>
        {rows(doorRules)}
      </Card>
      {risky && <Risk name={risky} onConfirm={() => turn(risky, true)} onClose={() => setRisky(undefined)} />}
    </div>
  );
}

type ServiceRowProps = {
  readonly name: SwitchName;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly onTurn: (name: SwitchName, on: boolean) => void;
};

function ServiceRow({ name, onTurn, ...state }: ServiceRowProps) {
  const words = useServiceWords();
  const service = words.names[name];
  const { checked } = state;
  const label = (
    <>
      {service.name}
      {service.danger && <Badge tone={checked ? 'danger' : 'plain'}>{words.unsafe}</Badge>}
    </>
  );
  return (
    <SwitchRow
      label={label}
      help={service.help}
      danger={checked ? service.danger : undefined}
      {...state}
      testID={`switch-${name}`}
      onChange={(on) => onTurn(name, on)}
    />
  );
}

type RiskProps = { readonly name: SwitchName; readonly onConfirm: () => Promise<void>; readonly onClose: () => void };

function Risk({ name, onConfirm, onClose }: RiskProps) {
  const words = useServiceWords();
  return (
    <Confirmation
      title={words.onTitle(words.names[name].name)}
      action={words.switchOn}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Notice tone="danger">{words.names[name].danger}</Notice>
    </Confirmation>
  );
}

type Pending = { readonly name: SwitchName; readonly on: boolean };

/** One switch at a time: what is on its way shows at once, what was refused goes back. */
function useSwitches({ appID }: ProjectView) {
  const words = useServiceWords();
  const say = useToast();
  const sayFault = useFaultToast();
  const change = useChange('updateProject', ['project', 'projects', 'audit']);
  const [pending, setPending] = useState<Pending>();
  const turn = async (name: SwitchName, on: boolean): Promise<void> => {
    setPending({ name, on });
    try {
      await change.mutateAsync({ appID, switches: { [name]: on } });
      say('good', (on ? words.isOn : words.isOff)(words.names[name].name));
    } catch (error) {
      sayFault(error);
      throw error;
    } finally {
      setPending(undefined);
    }
  };
  return { turn, pending };
}
