import type { ProjectView, SecretsView } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card } from '../controls/surfaces.tsx';
import { useFaultToast } from '../controls/toasts.tsx';
import { ApiKeysCard } from './api-keys-card.tsx';
import { EndOverlap } from './end-overlap.tsx';
import { RotateSecret, type SecretName } from './rotate-secret.tsx';
import { useSecretWords } from './secrets-words.ts';

const secretNames: readonly SecretName[] = ['serverSecret', 'callbackSecret', 'appSign'];
const formerNames = {
  serverSecret: 'formerServerSecret',
  callbackSecret: 'formerCallbackSecret',
  appSign: 'formerAppSign',
} as const satisfies Record<SecretName, keyof SecretsView>;

type Doing = { readonly what: 'nothing' } | { readonly what: 'rotate' | 'endOverlap'; readonly name: SecretName };

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
  const [doing, setDoing] = useState<Doing>({ what: 'nothing' });
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
        <SecretRow key={name} name={name} secrets={secrets} onDo={(what) => setDoing({ what, name })} />
      ))}
      <Dialogs appID={appID} doing={doing} onDoing={setDoing} onSecrets={setSecrets} />
    </Card>
  );
}

type DialogsProps = {
  readonly appID: number;
  readonly doing: Doing;
  readonly onDoing: (doing: Doing) => void;
  readonly onSecrets: (secrets: SecretsView) => void;
};

function Dialogs({ appID, doing, onDoing, onSecrets }: DialogsProps) {
  if (doing.what === 'nothing') return null;
  const { what, name } = doing;
  const shared = { appID, name, onSecrets, onClose: () => onDoing({ what: 'nothing' }) };
  return what === 'rotate' ? (
    <RotateSecret {...shared} onOverlap={() => onDoing({ what: 'endOverlap', name })} />
  ) : (
    <EndOverlap {...shared} />
  );
}

type SecretRowProps = {
  readonly name: SecretName;
  readonly secrets: SecretsView | undefined;
  readonly onDo: (what: 'rotate' | 'endOverlap') => void;
};

function SecretRow({ name, secrets, onDo }: SecretRowProps) {
  const words = useSecretWords();
  const until = secrets?.[formerNames[name]]?.until;
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
            {words.formerCounts[name]} <Moment at={until} />
          </p>
        )}
      </div>
      {until === undefined ? (
        <Button size="small" onClick={() => onDo('rotate')} testID={`replace-${name}`}>
          {words.replace}
        </Button>
      ) : (
        <Button size="small" onClick={() => onDo('endOverlap')} testID={`end-overlap-${name}`}>
          {words.endOverlap}
        </Button>
      )}
    </div>
  );
}
