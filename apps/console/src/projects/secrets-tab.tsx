import type { ProjectView, SecretsView } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card } from '../controls/surfaces.tsx';
import { useFaultToast } from '../controls/toasts.tsx';
import { ApiKeysCard } from './api-keys-card.tsx';
import { RotateSecret, type SecretName } from './rotate-secret.tsx';
import { useSecretWords } from './secrets-words.ts';

const secretNames: readonly SecretName[] = ['serverSecret', 'callbackSecret', 'appSign'];

/** The secrets of a project, shown on demand, and its API keys. */
export function SecretsTab({ project: { appID } }: { readonly project: ProjectView }) {
  return (
    <div className="stack">
      <SecretsCard appID={appID} />
      <ApiKeysCard appID={appID} />
    </div>
  );
}

function SecretsCard({ appID }: { readonly appID: number }) {
  const words = useSecretWords();
  const sayFault = useFaultToast();
  // Asked for as a change and kept by this card alone: secrets do not stay in the cache of answers.
  const look = useChange('secrets', ['audit']);
  const [secrets, setSecrets] = useState<SecretsView>();
  const [rotating, setRotating] = useState<SecretName>();
  const show = (): void => look.mutate({ appID }, { onSuccess: setSecrets, onError: sayFault });
  const toggle = secrets ? (
    <Button onClick={() => setSecrets(undefined)}>{words.hide}</Button>
  ) : (
    <Button icon="eye" busy={look.isPending} onClick={show} testID="show-secrets">
      {words.show}
    </Button>
  );
  return (
    <Card title={words.title} lead={words.lead} actions={toggle}>
      {secretNames.map((name) => (
        <SecretRow key={name} name={name} secrets={secrets} onRotate={() => setRotating(name)} />
      ))}
      {rotating && (
        <RotateSecret appID={appID} name={rotating} onSecrets={setSecrets} onClose={() => setRotating(undefined)} />
      )}
    </Card>
  );
}

type SecretRowProps = {
  readonly name: SecretName;
  readonly secrets: SecretsView | undefined;
  readonly onRotate: () => void;
};

function SecretRow({ name, secrets, onRotate }: SecretRowProps) {
  const words = useSecretWords();
  const former = name === 'serverSecret' ? secrets?.formerServerSecret : undefined;
  const formerCallback = name === 'callbackSecret' ? secrets?.formerCallbackSecret : undefined;
  const until = (former ?? formerCallback)?.until;
  return (
    <div className="secret-row">
      <div>
        <h3>{words.names[name]}</h3>
        <p className="soft">{words.purposes[name]}</p>
        <p className="secret">
          <code data-testid={`secret-${name}`}>{secrets ? secrets[name] : '••••••••••••••••••••••••'}</code>
          {secrets && <CopyButton text={secrets[name]} label={words.names[name]} isBare />}
        </p>
        {until !== undefined && (
          <p className="soft">
            {words.formerCounts} <Moment at={until} />
          </p>
        )}
      </div>
      <Button size="small" onClick={onRotate}>
        {words.replace}
      </Button>
    </div>
  );
}
