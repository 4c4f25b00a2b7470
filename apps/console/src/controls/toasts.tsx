import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useFaultWords } from '../api/fault-words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useControlWords } from './words.ts';

type Toast = { readonly id: number; readonly tone: 'good' | 'danger'; readonly words: string };
type Toaster = (tone: Toast['tone'], words: string) => void;

/** How long a toast stays. */
const STAY_MS = { good: 4_000, danger: 9_000 } as const;

const ToastContext = createContext<Toaster>(() => undefined);
let lastID = 0;

/** Gives the pages inside it toasts, which stand above dialogs too. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const list = useRef<HTMLDivElement>(null);
  const say = useCallback<Toaster>((tone, words) => {
    lastID += 1;
    const id = lastID;
    setToasts((shown) => [...shown.slice(-3), { id, tone, words }]);
  }, []);
  const drop = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  useEffect(() => {
    // Shown anew with each toast, as only the last one shown stands above an open dialog.
    if (toasts.length === 0) return;
    list.current?.hidePopover();
    list.current?.showPopover();
  }, [toasts]);
  return (
    <ToastContext value={say}>
      {children}
      <div ref={list} className="toasts" popover="manual" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onDrop={drop} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastLine({ toast, onDrop }: { readonly toast: Toast; readonly onDrop: (id: number) => void }) {
  const { close } = useControlWords();
  const { id, tone, words } = toast;
  useEffect(() => {
    const timer = setTimeout(() => onDrop(id), STAY_MS[tone]);
    return () => clearTimeout(timer);
  }, [id, tone, onDrop]);
  return (
    <div className="toast" data-tone={tone}>
      <Icon name={tone === 'good' ? 'check' : 'warning'} />
      <span>{words}</span>
      <Button tone="quiet" size="small" icon="close" label={close} onClick={() => onDrop(id)} />
    </div>
  );
}

/** Says in passing that something is done. */
export function useToast(): Toaster {
  return useContext(ToastContext);
}

/** Says what went wrong with a call, for those that have no form to say it in. */
export function useFaultToast(): (error: unknown) => void {
  const say = useToast();
  const wordsOf = useFaultWords();
  return (error) => say('danger', wordsOf(error));
}
