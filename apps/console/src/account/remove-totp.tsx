import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Confirmation } from '../controls/confirmation.tsx';
import { useToast } from '../controls/toasts.tsx';
import { PasswordField } from './password-field.tsx';
import { useAccountWords } from './words.ts';

/** Switches the second factor off, with the password. */
export function RemoveTotp({ onClose }: { readonly onClose: () => void }) {
  const words = useAccountWords();
  const say = useToast();
  const remove = useChange('removeTotp', ['standing']);
  const [password, setPassword] = useState('');
  return (
    <Confirmation
      title={words.removeTotpTitle}
      action={words.removeTotp}
      onClose={onClose}
      onConfirm={async () => {
        await remove.mutateAsync({ password });
        say('good', words.totpRemoved);
      }}
    >
      <p className="soft">{words.removeTotpBody}</p>
      <PasswordField label={words.password} kind="current" value={password} onChange={setPassword} />
    </Confirmation>
  );
}
