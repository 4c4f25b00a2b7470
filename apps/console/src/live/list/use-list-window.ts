import { useCallback, useState } from 'react';
import { type ListWindow, windowAround } from './list-window.ts';

const TOP = windowAround(0, 0);

/** Which part of a list is looked at, and how to tell. */
export function useListWindow(): {
  readonly seen: ListWindow;
  readonly onWindow: (first: number, last: number) => void;
} {
  const [seen, setSeen] = useState<ListWindow>(TOP);
  const onWindow = useCallback((first: number, last: number): void => {
    const next = windowAround(first, last);
    setSeen((known) => (known.offset === next.offset && known.limit === next.limit ? known : next));
  }, []);
  return { seen, onWindow };
}
