import { useEffect, useRef } from 'react';
import { useWords } from '../language/language-context.tsx';

/** Asks before a stream is ended by leaving. Escape stays. */
export function LeaveDialog({ onLeave, onStay }: { readonly onLeave: () => void; readonly onStay: () => void }) {
  const { host } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="leave-title" onClose={onStay}>
      <h2 id="leave-title">{host.confirmTitle}</h2>
      <p>{host.confirmBody}</p>
      <div className="dialog-actions">
        <button type="button" className="button quiet" data-testid="stay" onClick={() => dialog.current?.close()}>
          {host.stay}
        </button>
        <button type="button" className="button" data-testid="confirm-leave" onClick={onLeave}>
          {host.confirmLeave}
        </button>
      </div>
    </dialog>
  );
}
