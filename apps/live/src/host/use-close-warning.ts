import { Scope } from '@freshet/kit';
import { useEffect } from 'react';

/** While `isNeeded`, lets the browser ask before the page is closed or reloaded by accident. */
export function useCloseWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const scope = new Scope();
    scope.listen(window, 'beforeunload', (event) => event.preventDefault());
    return () => scope.close();
  }, [isNeeded]);
}
