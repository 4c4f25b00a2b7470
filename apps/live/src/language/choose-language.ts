import { chinese } from './chinese.ts';
import type { Dictionary } from './dictionary.ts';
import { english } from './english.ts';

/** The languages of the pages, by the first part of their tag. */
export const languages = { en: english, zh: chinese } as const satisfies Record<string, Dictionary>;
export type Language = keyof typeof languages;

const isLanguage = (value: string): value is Language => Object.hasOwn(languages, value);

/**
 * The language to start with: the one that the address names as `lang`, else the one chosen earlier, else the first that
 * the browser asks for and the pages speak, else English.
 *
 * @param address of the page
 * @param remembered what an earlier visit kept, if anything
 * @param wanted tags in order of preference, as in `navigator.languages`
 */
export function chooseLanguage(address: URL, remembered: string | null, wanted: readonly string[]): Language {
  for (const named of [address.searchParams.get('lang'), remembered]) {
    if (named !== null && isLanguage(named)) return named;
  }
  for (const tag of wanted) {
    const [primary = ''] = tag.toLowerCase().split('-');
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}
