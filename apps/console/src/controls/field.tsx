import { type ReactNode, useId } from 'react';
import { Icon } from './icon.tsx';

type FieldProps = {
  readonly label: string;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
};

type Wiring = { readonly id: string; readonly 'aria-describedby': string; readonly 'aria-invalid': boolean };

/** A label, an entry, and below it help or what is wrong with it. */
export function Field({
  label,
  help,
  problem,
  children,
}: FieldProps & { readonly children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-below`, 'aria-invalid': problem !== undefined })}
      <div id={`${id}-below`} className={help || problem ? undefined : 'for-the-ear'}>
        {problem ? <Problem words={problem} /> : help && <p className="help">{help}</p>}
      </div>
    </div>
  );
}

/** What is wrong, said aloud as it appears. */
export function Problem({ words }: { readonly words: string }) {
  return (
    <p className="problem" role="alert">
      <Icon name="warning" size={16} />
      <span>{words}</span>
    </p>
  );
}

type TextFieldProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'number' | 'url' | 'search';
  readonly autoComplete?: string;
  readonly inputMode?: 'numeric' | 'text' | 'url';
  readonly placeholder?: string;
  readonly isCode?: boolean;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly readOnly?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  readonly testID?: string;
};

/** A field of one line. */
export function TextField({ label, help, problem, value, onChange, isCode = false, testID, ...rest }: TextFieldProps) {
  return (
    <Field label={label} help={help} problem={problem}>
      {(wiring) => (
        <input
          {...wiring}
          {...rest}
          className={isCode ? 'input mono' : 'input'}
          value={value}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete={rest.autoComplete ?? 'off'}
          data-testid={testID}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

type TextAreaProps = FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly testID?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
};

/** A field of several lines, for what is copied and pasted. */
export function TextArea({ label, help, problem, onChange, testID, ...rest }: TextAreaProps) {
  return (
    <Field label={label} help={help} problem={problem}>
      {(wiring) => (
        <textarea
          {...wiring}
          {...rest}
          className="input mono"
          spellCheck={false}
          data-testid={testID}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

type SelectFieldProps<Value extends string> = FieldProps & {
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly testID?: string;
};

/** One of a few values, each with its words. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, help, problem, value, options, onChange, disabled, testID } = props;
  const choose = (text: string): void => {
    const chosen = options.find(([known]) => known === text);
    if (chosen) onChange(chosen[0]);
  };
  return (
    <Field label={label} help={help} problem={problem}>
      {(wiring) => (
        <select
          {...wiring}
          className="input"
          value={value}
          disabled={disabled}
          data-testid={testID}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {options.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type SearchFieldProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

/** Narrows a list down. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <div className="search">
      <Icon name="search" size={17} />
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
