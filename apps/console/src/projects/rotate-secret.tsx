import type { ConsoleBody, SecretsView } from '@freshet/protocol/console';
import { useState } from 'react';
import { ConsoleError } from '../api/console-error.ts';
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
  /** The overlap of the last replacement runs, and would end unawares. */
  readonly onOverlap: () => void;
  readonly onClose: () => void;
};

const overlaps = ['0', '1', '24', '168', '720'] as const;
type Overlap = (typeof overlaps)[number];

/** Replaces a secret; the old one may count for a while longer. */
export function RotateSecret({ appID, name, onSecrets, onOverlap, onClose }: RotateSecretProps) {
  const words = useSecretWords();
  const say = useToast();
  const rotate = useChange('rotateSecret', ['audit']);
  const [overlap, setOverlap] = useState<Overlap>('24');
  const options = overlaps.map((hours) => [hours, words.hours[hours]] as const);
  return (
    <Confirmation
      title={words.replaceTitle(words.names[name])}
      action={words.replace}
      onClose={onClose}
      onConfirm={async () => {
        try {
          onSecrets(await rotate.mutateAsync({ appID, secret: name, overlapHours: Number(overlap) }));
          say('good', words.replaced(words.names[name]));
        } catch (error) {
          if (error instanceof ConsoleError && error.reason === 'conflict') onOverlap();
          throw error;
        }
      }}
    >
      <p className="soft">{words.replaceBody[name]}</p>
      <SelectField label={words.overlap} value={overlap} options={options} onChange={setOverlap} />
    </Confirmation>
  );
}
