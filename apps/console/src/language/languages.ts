/** The languages of the console, by the first part of their tag. */
export const languages = {
  en: { tag: 'en', ownName: 'English', shortName: 'EN' },
  zh: { tag: 'zh-CN', ownName: '中文', shortName: '中文' },
} as const;
export type Language = keyof typeof languages;

const isLanguage = (value: string): value is Language => Object.hasOwn(languages, value);

/**
 * The language to start with: the one chosen earlier, else the first that the browser asks for and the console speaks,
 * else English.
 *
 * @param remembered what an earlier visit kept, if anything
 * @param wanted tags in order of preference, as in `navigator.languages`
 */
export function chooseLanguage(remembered: string | null, wanted: readonly string[]): Language {
  if (remembered !== null && isLanguage(remembered)) return remembered;
  for (const tag of wanted) {
    const [primary = ''] = tag.toLowerCase().split('-');
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}
