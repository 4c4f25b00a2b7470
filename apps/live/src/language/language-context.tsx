import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { chooseLanguage, type Language, languages } from './choose-language.ts';
import type { Dictionary } from './dictionary.ts';
import { recallLanguage, rememberLanguage } from './language-memory.ts';

type Spoken = { readonly language: Language; readonly speak: (language: Language) => void };

const LanguageContext = createContext<Spoken>({ language: 'en', speak: () => undefined });

/** Speaks one language to everything inside it, and names it and the page in the document. */
export function LanguageProvider({
  page,
  children,
}: {
  readonly page: keyof Dictionary['titles'];
  readonly children: ReactNode;
}) {
  const [language, setLanguage] = useState(() =>
    chooseLanguage(new URL(location.href), recallLanguage(), navigator.languages),
  );
  useEffect(() => {
    document.documentElement.lang = languages[language].tag;
    document.title = languages[language].titles[page];
  }, [language, page]);
  const speak = (next: Language): void => {
    rememberLanguage(next);
    setLanguage(next);
  };
  return <LanguageContext value={{ language, speak }}>{children}</LanguageContext>;
}

/** The words of the language that is spoken here. */
export function useWords(): Dictionary {
  return languages[useContext(LanguageContext).language];
}

/** The language that is spoken here, and how to change it. */
export function useLanguage(): Spoken {
  return useContext(LanguageContext);
}
