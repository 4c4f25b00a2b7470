import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { useControlWords } from '../controls/words.ts';
import { strengthOf } from './strength.ts';
import { useAccountWords } from './words.ts';

type PasswordFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A new one shows how strong it is. */
  readonly kind: 'new' | 'current';
  readonly testID?: string;
};

/** A password, concealed until one wants to see it. */
export function PasswordField({ label, value, onChange, kind, testID }: PasswordFieldProps) {
  const words = useControlWords();
  const [isSeen, setSeen] = useState(false);
  return (
    <Field label={label} help={kind === 'new' && <StrengthLine password={value} />}>
      {(wiring) => (
        <div className="with-button">
          <input
            {...wiring}
            className="input"
            type={isSeen ? 'text' : 'password'}
            autoComplete={kind === 'new' ? 'new-password' : 'current-password'}
            maxLength={256}
            required
            value={value}
            data-testid={testID}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <Button icon="eye" label={isSeen ? words.conceal : words.reveal} onClick={() => setSeen(!isSeen)} />
        </div>
      )}
    </Field>
  );
}

function StrengthLine({ password }: { readonly password: string }) {
  const words = useAccountWords();
  const strength = strengthOf(password);
  return (
    <span className="strength-line">
      <span className="strength" data-strength={strength} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </span>
      <span aria-live="polite">{words.strength[strength]}</span>
    </span>
  );
}
