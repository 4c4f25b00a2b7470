import type { ReactNode } from 'react';

type ChoiceProps<Value extends string> = {
  /** What is chosen here, for the ear. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly words: string; readonly shown?: ReactNode }[];
  readonly onChange: (value: Value) => void;
};

/** A few values beside each other, one of them pressed. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const showsIcons = options.some(({ shown }) => shown !== undefined);
  return (
    <fieldset className={showsIcons ? 'choice icons' : 'choice'} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          aria-label={option.shown ? option.words : undefined}
          title={option.shown ? option.words : undefined}
          onClick={() => onChange(option.value)}
        >
          {option.shown ?? option.words}
        </button>
      ))}
    </fieldset>
  );
}
