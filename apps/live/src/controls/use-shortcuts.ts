import { Scope } from '@freshet/kit';
import { useEffect, useEffectEvent } from 'react';

/** What keys do, by the name a keyboard event gives them, in lower case. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const TYPING = 'input:not([type=range]), select, textarea, [contenteditable]';
const PRESSED_BY_SPACE = 'button, a, summary, input';

/** Lets keys act on the page, except where somebody types or where the key already means something. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest(TYPING) || target?.closest('dialog')) return;
    if (event.key === ' ' && target?.closest(PRESSED_BY_SPACE)) return;
    const act = shortcuts[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const scope = new Scope();
    scope.listen(window, 'keydown', (event: KeyboardEvent) => press(event));
    return () => scope.close();
  }, []);
}
