import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { CodeBlock } from '../controls/copy.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/field.tsx';
import { FormDialog } from '../controls/form-dialog.tsx';
import { useSecretWords } from './secrets-words.ts';

/** Makes a key and shows it, this once. */
export function CreateApiKey({ appID, onClose }: { readonly appID: number; readonly onClose: () => void }) {
  const words = useSecretWords();
  const create = useChange('createApiKey', ['apiKeys', 'audit']);
  const [name, setName] = useState('');
  if (create.data) return <MadeKey apiKey={create.data.key} onClose={onClose} />;
  return (
    <FormDialog
      title={words.newKey}
      action={words.makeKey}
      isReady={name.trim() !== ''}
      onSubmit={() => create.mutateAsync({ appID, name: name.trim() })}
      onDone={() => undefined}
      onClose={onClose}
    >
      <TextField
        label={words.keyName}
        help={words.keyNameHelp}
        value={name}
        onChange={setName}
        maxLength={64}
        required
      />
    </FormDialog>
  );
}

function MadeKey({ apiKey, onClose }: { readonly apiKey: string; readonly onClose: () => void }) {
  const words = useSecretWords();
  return (
    <Dialog title={words.keyMade} onClose={onClose}>
      <p className="soft">{words.keyMadeBody}</p>
      <CodeBlock code={apiKey} wraps />
      <div className="dialog-actions">
        <Button tone="primary" onClick={onClose}>
          {words.done}
        </Button>
      </div>
    </Dialog>
  );
}
