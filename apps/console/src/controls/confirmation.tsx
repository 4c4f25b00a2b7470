import { type ReactNode, useState } from 'react';
import { TextField } from './field.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useControlWords } from './words.ts';

type ConfirmationProps = {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** What the button says. */
  readonly action: string;
  readonly tone?: 'primary' | 'danger';
  /** Has to be typed once more, where it is given. */
  readonly typed?: string;
  /** Rejects where it did not work; the dialog stays and says why. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
};

/** Asks before something that can't be taken back. Closes once it is done. */
export function Confirmation({ title, children, action, tone = 'danger', typed, ...rest }: ConfirmationProps) {
  const words = useControlWords();
  const [text, setText] = useState('');
  return (
    <FormDialog
      title={title}
      action={action}
      tone={tone}
      isReady={typed === undefined || text === typed}
      onSubmit={rest.onConfirm}
      onClose={rest.onClose}
    >
      <div className="stack tight">{children}</div>
      {typed !== undefined && <TextField label={words.toType(typed)} value={text} onChange={setText} testID="typed" />}
    </FormDialog>
  );
}
