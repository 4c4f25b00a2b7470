import { Choice } from '../controls/choice.tsx';
import { useLanguage } from './language-context.tsx';
import { type Language, languages } from './languages.ts';

const options = Object.entries(languages).map(([value, { shortName }]) => ({
  value: value as Language,
  words: shortName,
}));

/** Chooses the language; each is called by its own name. */
export function LanguageChoice() {
  const { language, speak } = useLanguage();
  return <Choice label="Language / 语言" value={language} options={options} onChange={speak} />;
}
