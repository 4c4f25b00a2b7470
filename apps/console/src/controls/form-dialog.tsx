import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Problem } from './field.tsx';
import { Form } from './form.tsx';
import { useDoing } from './use-doing.ts';
import { useControlWords } from './words.ts';

type FormDialogProps = {
  readonly title: string;
  /** What the button says. */
  readonly action: string;
  readonly tone?: 'primary' | 'danger';
  /** Whether what is entered can be sent. */
  readonly isReady?: boolean;
  /** Rejects where it did not work; the dialog stays and says why. */
  readonly onSubmit: () => Promise<unknown>;
  /** Once it has worked. Default: closes. */
  readonly onDone?: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A dialog with a form in it. */
export function FormDialog({ title, action, tone = 'primary', isReady = true, onClose, ...rest }: FormDialogProps) {
  const words = useControlWords();
  const { busy, problem, run } = useDoing(rest.onSubmit, rest.onDone ?? onClose);
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={run}>
        {rest.children}
        {problem && <Problem words={problem} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" tone={tone} busy={busy} disabled={!isReady} testID="confirm">
            {action}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
