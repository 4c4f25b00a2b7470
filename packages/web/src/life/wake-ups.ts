import type { Scope } from '@freshet/kit';

type Source = Parameters<Scope['listen']>[0];

/** Where a page learns that its network may have changed; none of them outside a browser. */
export type WakeUps = readonly { readonly source: Source; readonly type: string; readonly isDue: () => boolean }[];

const always = (): boolean => true;

/** The wake-ups of this page. */
export function pageWakeUps(): WakeUps {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return [
    { source: window, type: 'online', isDue: always },
    { source: window, type: 'offline', isDue: always },
    { source: document, type: 'visibilitychange', isDue: () => document.visibilityState === 'visible' },
    ...(connection instanceof EventTarget ? [{ source: connection, type: 'change', isDue: always }] : []),
  ];
}

/** Calls `wake` at each of `wakeUps` until `scope` closes. */
export function listenTo(wakeUps: WakeUps, scope: Scope, wake: () => void): void {
  for (const { source, type, isDue } of wakeUps) {
    scope.listen(source, type, () => {
      if (isDue()) wake();
    });
  }
}
