import { type ReactNode, useId } from 'react';

type SwitchRowProps = {
  readonly label: ReactNode;
  readonly help: string;
  /** What it risks, where it risks something. */
  readonly danger?: string | undefined;
  readonly checked: boolean;
  readonly disabled?: boolean;
  /** A change is on its way: it keeps the focus, and takes no other change. */
  readonly busy?: boolean;
  readonly testID?: string;
  readonly onChange: (checked: boolean) => void;
};

/** Something that is on or off, with what it means. */
export function SwitchRow({ label, help, danger, checked, disabled = false, busy = false, ...rest }: SwitchRowProps) {
  const id = useId();
  return (
    <div className="switch-row">
      <label className="switch-words" htmlFor={id}>
        <b id={`${id}-name`}>{label}</b>
        <span id={`${id}-help`} className="help">
          {help}
        </span>
        {danger && (
          <span id={`${id}-danger`} className="danger-words">
            {danger}
          </span>
        )}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className="switch"
        // The label takes the clicks on all its words; its name alone is the switch's own.
        aria-labelledby={`${id}-name`}
        aria-describedby={danger ? `${id}-help ${id}-danger` : `${id}-help`}
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-busy={busy}
        data-testid={rest.testID}
        onChange={(event) => {
          if (!busy) rest.onChange(event.currentTarget.checked);
        }}
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
