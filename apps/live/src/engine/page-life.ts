import type { Scope } from '@freshet/kit';

/** What a page does as it goes. */
export type PageLife = {
  /** The user closes the page, reloads it or goes elsewhere. */
  readonly onHide: () => void;
  /** The browser keeps the page for a way back, and with it everything that is open. */
  readonly onKept: () => void;
};

/** Follows the page until `scope` closes. */
export function followPageLife(scope: Scope, { onHide, onKept }: PageLife): void {
  scope.listen(window, 'pagehide', ({ persisted }: PageTransitionEvent) => {
    onHide();
    if (persisted) onKept();
  });
  // A page that the browser kept and brings back has logged out, so it begins again.
  scope.listen(window, 'pageshow', (event: PageTransitionEvent) => {
    if (event.persisted) location.reload();
  });
  // Another link to the same page changes the fragment alone, for which browsers load nothing.
  scope.listen(window, 'hashchange', () => location.reload());
}
