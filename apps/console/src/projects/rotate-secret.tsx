import type { ConsoleBody, SecretsView } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Confirmation } from '../controls/confirmation.tsx';
import { SelectField } from '../controls/field.tsx';
import { useToast } from '../controls/toasts.tsx';
import { useSecretWords } from './secrets-words.ts';

/** The secrets that can be replaced. */
export type SecretName = ConsoleBody<'rotateSecret'>['secret'];

type RotateSecretProps = {
  readonly appID: number;
  readonly name: SecretName;
  readonly onSecrets: (secrets: SecretsView) => void;
  readonly onClose: () => void;
};

const overlaps = ['0', '1', '24', '168', '720'] as const;
type Overlap = (typeof overlaps)[number];

/** Replaces a secret; the old ServerSecret may count for a while longer. */
export function RotateSecret({ appID, name, onSecrets, onClose }: RotateSecretProps) {
  const words = useSecretWords();
  const say = useToast();
  const rotate = useChange('rotateSecret', ['audit']);
  const [overlap, setOverlap] = useState<Overlap>('24');
  const hasOverlap = name === 'serverSecret';
  const options = overlaps.map((hours) => [hours, words.hours[hours]] as const);
  return (
    <Confirmation
      title={words.replaceTitle(words.names[name])}
      action={words.replace}
      onClose={onClose}
      onConfirm={async () => {
        const overlapHours = hasOverlap ? Number(overlap) : 0;
        onSecrets(await rotate.mutateAsync({ appID, secret: name, overlapHours }));
        say('good', words.replaced(words.names[name]));
      }}
    >
      <p className="soft">{words.replaceBody[name]}</p>
      {hasOverlap && <SelectField label={words.overlap} value={overlap} options={options} onChange={setOverlap} />}
    </Confirmation>
  );
}
