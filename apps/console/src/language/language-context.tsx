import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { recall, remember } from '../shell/memory.ts';
import { chooseLanguage, type Language, languages } from './languages.ts';

const KEY = 'freshet.language';

type Spoken = {
  readonly language: Language;
  /** For `toLocaleString` and the like. */
  readonly tag: string;
  readonly speak: (language: Language) => void;
};

const LanguageContext = createContext<Spoken>({ language: 'en', tag: 'en', speak: () => undefined });

/** Speaks one language to everything inside it, and names it in the document. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(() => chooseLanguage(recall(KEY), navigator.languages));
  const { tag } = languages[language];
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);
  const speak = (next: Language): void => {
    remember(KEY, next);
    setLanguage(next);
  };
  return <LanguageContext value={{ language, tag, speak }}>{children}</LanguageContext>;
}

/** The language that is spoken here, and how to change it. */
export function useLanguage(): Spoken {
  return useContext(LanguageContext);
}

/**
 * Makes the hook that gives one part of the console its words.
 *
 * @example
 * const useTokenWords = wordsIn({ en: tokensEnglish, zh: tokensChinese });
 */
export function wordsIn<Words>(spoken: Readonly<Record<Language, Words>>): () => Words {
  return () => spoken[useLanguage().language];
}
