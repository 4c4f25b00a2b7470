import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Dictionary } from '../language/dictionary.ts';
import { LanguageProvider } from '../language/language-context.tsx';

/** Draws a page into its document. */
export function startPage(page: keyof Dictionary['titles'], content: ReactNode): void {
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<LanguageProvider page={page}>{content}</LanguageProvider>);
}
