import type { SecretsView } from '@freshet/protocol/console';
import { useChange } from '../api/queries.ts';
import { Confirmation } from '../controls/confirmation.tsx';
import { useToast } from '../controls/toasts.tsx';
import type { SecretName } from './rotate-secret.tsx';
import { useSecretWords } from './secrets-words.ts';

type EndOverlapProps = {
  readonly appID: number;
  readonly name: SecretName;
  readonly onSecrets: (secrets: SecretsView) => void;
  readonly onClose: () => void;
};

/** Lets the secret before the present one count no longer. */
export function EndOverlap({ appID, name, onSecrets, onClose }: EndOverlapProps) {
  const words = useSecretWords();
  const say = useToast();
  const end = useChange('endOverlap', ['audit']);
  return (
    <Confirmation
      title={words.endOverlapTitle(words.names[name])}
      action={words.endOverlap}
      onClose={onClose}
      onConfirm={async () => {
        onSecrets(await end.mutateAsync({ appID, secret: name }));
        say('good', words.overlapEnded(words.names[name]));
      }}
    >
      <p className="soft">{words.endOverlapBody[name]}</p>
    </Confirmation>
  );
}
