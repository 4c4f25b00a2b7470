import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { useControlWords } from './words.ts';

type DialogProps = {
  readonly title: string;
  readonly size?: 'usual' | 'broad';
  readonly onClose: () => void;
  readonly children: ReactNode;
};

const ENTRY = ':is(input:not([type="radio"], [type="checkbox"]), textarea, select):not(:disabled)';

/** A dialog, open for as long as it is drawn. The browser's own keeps the focus in it and closes it on Escape. */
export function Dialog({ title, size = 'usual', onClose, children }: DialogProps) {
  const words = useControlWords();
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed while it is still in the page: only then does the browser give the focus back to where it was.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // The browser would begin at the button that closes it.
    dialog?.querySelector<HTMLElement>(ENTRY)?.focus();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is one beside the dialog; keys have Escape.
    <dialog
      ref={element}
      className={size === 'broad' ? 'dialog broad' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && isBeside(event.currentTarget, event)) onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        <Button tone="quiet" size="small" icon="close" label={words.close} onClick={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}

function isBeside(dialog: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
