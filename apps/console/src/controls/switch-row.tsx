import { type ReactNode, useId } from 'react';

type SwitchRowProps = {
  readonly label: ReactNode;
  readonly help: string;
  /** What it risks, where it risks something. */
  readonly danger?: string | undefined;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly testID?: string;
  readonly onChange: (checked: boolean) => void;
};

/** Something that is on or off, with what it means. */
export function SwitchRow({ label, help, danger, checked, disabled = false, testID, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <div className="switch-row">
      <label className="switch-words" htmlFor={id}>
        <b>{label}</b>
        <span className="help">{help}</span>
        {danger && <span className="danger-words">{danger}</span>}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        data-testid={testID}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}

type CheckRowProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** Something that is chosen with others before a form is sent. */
export function CheckRow({ label, checked, onChange }: CheckRowProps) {
  return (
    <label className="check-row">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
