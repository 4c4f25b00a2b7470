import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { recall, remember } from '../shell/memory.ts';

/** What can be chosen; `system` follows the machine. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

// The file first-paint.js reads the same key.
const KEY = 'freshet.theme';
const darkness = window.matchMedia('(prefers-color-scheme: dark)');

type Themed = {
  readonly theme: Theme;
  /** What is shown. Canvases draw again when it changes. */
  readonly shown: 'light' | 'dark';
  readonly choose: (theme: Theme) => void;
};

const ThemeContext = createContext<Themed>({ theme: 'system', shown: 'light', choose: () => undefined });

/** Shows everything in the chosen theme. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState<Theme>(() => themes.find((known) => known === recall(KEY)) ?? 'system');
  const systemIsDark = useSyncExternalStore(onSystemChange, () => darkness.matches);
  const system = systemIsDark ? 'dark' : 'light';
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  const choose = (next: Theme): void => {
    remember(KEY, next);
    setTheme(next);
  };
  return <ThemeContext value={{ theme, shown: theme === 'system' ? system : theme, choose }}>{children}</ThemeContext>;
}

function onSystemChange(listener: () => void): () => void {
  darkness.addEventListener('change', listener);
  return () => darkness.removeEventListener('change', listener);
}

/** The theme, and how to change it. */
export function useTheme(): Themed {
  return useContext(ThemeContext);
}
