import type { Operator } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Confirmation } from '../controls/confirmation.tsx';
import { useToast } from '../controls/toasts.tsx';
import { RoleChoice } from './role-choice.tsx';
import { useOperatorWords } from './words.ts';

type ChangeProps = { readonly operator: Operator; readonly onClose: () => void };

/** Gives an operator another role. */
export function ChangeRole({ operator: { name, role }, onClose }: ChangeProps) {
  const words = useOperatorWords();
  const say = useToast();
  const change = useChange('setOperatorRole', ['operators', 'standing', 'audit']);
  const [next, setNext] = useState(role);
  return (
    <Confirmation
      title={words.changeTitle(name)}
      action={words.save}
      tone="primary"
      onClose={onClose}
      onConfirm={async () => {
        await change.mutateAsync({ name, role: next });
        say('good', words.roleChanged(name));
      }}
    >
      <RoleChoice value={next} onChange={setNext} />
    </Confirmation>
  );
}

/** Takes an operator's account away. */
export function RemoveOperator({ operator: { name }, onClose }: ChangeProps) {
  const words = useOperatorWords();
  const say = useToast();
  const remove = useChange('removeOperator', ['operators', 'standing', 'audit']);
  return (
    <Confirmation
      title={words.removeTitle(name)}
      action={words.remove}
      onClose={onClose}
      onConfirm={async () => {
        await remove.mutateAsync({ name });
        say('good', words.removed(name));
      }}
    >
      <p className="soft">{words.removeBody}</p>
    </Confirmation>
  );
}
