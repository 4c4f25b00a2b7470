import { languages } from './choose-language.ts';
import { useLanguage, useWords } from './language-context.tsx';

/** A button that names the other language in that language. */
export function LanguageSwitch() {
  const { language, speak } = useLanguage();
  const words = useWords();
  const other = language === 'en' ? 'zh' : 'en';
  const { ownName, shortName, tag } = languages[other];
  return (
    <button
      type="button"
      className="language"
      lang={tag}
      data-testid="language"
      title={words.common.languageSwitch}
      aria-label={ownName}
      onClick={() => speak(other)}
    >
      {shortName}
    </button>
  );
}
