import type { OperatorRole } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { CodeBlock } from '../controls/copy.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/field.tsx';
import { FormDialog } from '../controls/form-dialog.tsx';
import { usePublicOrigin } from '../shell/signed-in.ts';
import { RoleChoice } from './role-choice.tsx';
import { useOperatorWords } from './words.ts';

/** Makes a link by which somebody sets up an account. */
export function InviteOperator({ onClose }: { readonly onClose: () => void }) {
  const words = useOperatorWords();
  const invite = useChange('inviteOperator', ['operators', 'audit']);
  const [text, setText] = useState('');
  const [role, setRole] = useState<OperatorRole>('operator');
  const origin = usePublicOrigin();
  const name = text.trim();
  if (invite.data) {
    return <InvitationLink name={name} link={new URL(invite.data.path, origin).href} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={words.invite}
      action={words.inviteAction}
      isReady={name !== ''}
      onSubmit={() => invite.mutateAsync({ name, role })}
      onDone={() => undefined}
      onClose={onClose}
    >
      <TextField label={words.name} value={text} onChange={setText} maxLength={64} required testID="operator-name" />
      <RoleChoice value={role} onChange={setRole} />
    </FormDialog>
  );
}

type InvitationLinkProps = { readonly name: string; readonly link: string; readonly onClose: () => void };

function InvitationLink({ name, link, onClose }: InvitationLinkProps) {
  const words = useOperatorWords();
  return (
    <Dialog title={words.linkTitle(name)} onClose={onClose}>
      <p className="soft">{words.linkBody}</p>
      <CodeBlock code={link} wraps />
      <div className="dialog-actions">
        <Button tone="primary" onClick={onClose}>
          {words.done}
        </Button>
      </div>
    </Dialog>
  );
}
