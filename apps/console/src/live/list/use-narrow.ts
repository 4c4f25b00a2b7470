import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(width < 700px)');

/** Whether a list has room for the columns that matter most alone. The style sheet's `wide-only` turns at the same width. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches);
}

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}
