import { OperatorRole } from '@freshet/protocol/console';
import { useId } from 'react';
import { useShellWords } from '../shell/words.ts';
import { useOperatorWords } from './words.ts';

type RoleChoiceProps = { readonly value: OperatorRole; readonly onChange: (role: OperatorRole) => void };

/** One of the roles, each with what it allows. */
export function RoleChoice({ value, onChange }: RoleChoiceProps) {
  const words = useOperatorWords();
  const { roles } = useShellWords();
  const group = useId();
  return (
    <fieldset className="radio-list">
      <legend className="field-label">{words.role}</legend>
      {OperatorRole.options.map((role) => (
        <label key={role} className="radio-card">
          <input type="radio" name={group} checked={role === value} onChange={() => onChange(role)} />
          <span>
            <b>{roles[role]}</b>
            <span className="help">{words.roleHelp[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
