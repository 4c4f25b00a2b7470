import type { ApiKeyView } from '@freshet/protocol/console';
import { useState } from 'react';
import { useAnswer, useChange } from '../api/queries.ts';
import { Answer } from '../controls/answer.tsx';
import { Button } from '../controls/button.tsx';
import { Confirmation } from '../controls/confirmation.tsx';
import { Ago, Moment } from '../controls/moment.tsx';
import { Card, Empty } from '../controls/surfaces.tsx';
import { useToast } from '../controls/toasts.tsx';
import { CreateApiKey } from './create-api-key.tsx';
import { useSecretWords } from './secrets-words.ts';

/** The keys with which backends call the server API. */
export function ApiKeysCard({ appID }: { readonly appID: number }) {
  const words = useSecretWords();
  const query = useAnswer('apiKeys', { appID });
  const [isMaking, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<ApiKeyView>();
  const make = (
    <Button icon="plus" onClick={() => setMaking(true)} testID="new-key">
      {words.newKey}
    </Button>
  );
  return (
    <Card title={words.keysTitle} lead={words.keysLead} actions={make} body="flush">
      <Answer query={query}>
        {({ keys }) =>
          keys.length === 0 ? (
            <Empty icon="key" title={words.noKeysTitle} body={words.noKeysBody} />
          ) : (
            <KeyTable keys={keys} onRevoke={setRevoked} />
          )
        }
      </Answer>
      {isMaking && <CreateApiKey appID={appID} onClose={() => setMaking(false)} />}
      {revoked && <RevokeKey appID={appID} apiKey={revoked} onClose={() => setRevoked(undefined)} />}
    </Card>
  );
}

type KeyTableProps = { readonly keys: readonly ApiKeyView[]; readonly onRevoke: (key: ApiKeyView) => void };

function KeyTable({ keys, onRevoke }: KeyTableProps) {
  const words = useSecretWords();
  return (
    <div className="table-frame">
      <table className="table stacks">
        <thead>
          <tr>
            <th>{words.keyName}</th>
            <th>{words.created}</th>
            <th>{words.lastUsed}</th>
            <th>
              <span className="for-the-ear">{words.revoke}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={onRevoke} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type KeyRowProps = { readonly apiKey: ApiKeyView; readonly onRevoke: (key: ApiKeyView) => void };

function KeyRow({ apiKey, onRevoke }: KeyRowProps) {
  const words = useSecretWords();
  const { id, name, created, lastUsed } = apiKey;
  return (
    <tr>
      <td>
        <b>{name}</b> <code className="soft">fk_{id}_…</code>
      </td>
      <td className="soft" data-label={words.created}>
        <Moment at={created} />
      </td>
      <td className="soft" data-label={words.lastUsed}>
        {lastUsed === undefined ? words.never : <Ago at={lastUsed} />}
      </td>
      <td>
        <div className="actions">
          <Button size="small" tone="quiet" onClick={() => onRevoke(apiKey)}>
            {words.revoke}
          </Button>
        </div>
      </td>
    </tr>
  );
}

type RevokeKeyProps = { readonly appID: number; readonly apiKey: ApiKeyView; readonly onClose: () => void };

function RevokeKey({ appID, apiKey: { id, name }, onClose }: RevokeKeyProps) {
  const words = useSecretWords();
  const say = useToast();
  const revoke = useChange('revokeApiKey', ['apiKeys', 'audit']);
  return (
    <Confirmation
      title={words.revokeTitle(name)}
      action={words.revoke}
      onClose={onClose}
      onConfirm={async () => {
        await revoke.mutateAsync({ appID, id });
        say('good', words.revoked);
      }}
    >
      <p className="soft">{words.revokeBody}</p>
    </Confirmation>
  );
}
