import { expect, test } from 'vitest';
import { chooseLanguage, languages } from './choose-language.ts';

test.each([
  ['zh', 'zh', ['en-US']],
  ['en', 'en', ['zh-CN']],
  ['zh', null, ['zh-CN', 'en']],
  ['zh', null, ['fr-FR', 'zh-TW']],
  ['en', null, ['fr-FR']],
  ['en', null, []],
  ['zh', 'klingon', ['zh']],
  ['en', 'toString', []],
])('the pages speak %s when %s is remembered and %s wanted', (language, remembered, wanted) => {
  expect(chooseLanguage(new URL('https://live.example.org/'), remembered, wanted)).toBe(language);
});

test('an address that names a language counts more than what is remembered, one that names another does not', () => {
  expect(chooseLanguage(new URL('https://live.example.org/?lang=en'), 'zh', ['zh'])).toBe('en');
  expect(chooseLanguage(new URL('https://live.example.org/?lang=toString'), 'zh', ['en'])).toBe('zh');
});

type Words = { readonly [key: string]: unknown };
const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null;

/** Every text of a dictionary under its path; a text with parameters is spoken with two of them. */
function texts(words: Words, path = ''): [string, unknown][] {
  return Object.entries(words).flatMap(([key, value]): [string, unknown][] => {
    if (isWords(value)) return texts(value, `${path}${key}.`);
    return [[`${path}${key}`, typeof value === 'function' ? value(2, '0.4') : value]];
  });
}

test.each(Object.entries(languages))('everything is said in %s', (_, words) => {
  const unsaid = texts(words).filter(([, text]) => !/\S/.test(String(text)) || /undefined|\[object/.test(String(text)));
  expect(unsaid).toEqual([]);
});

test('no text is left in English by mistake', () => {
  const english = new Map(texts(languages.en));
  const same = texts(languages.zh).filter(([path, text]) => english.get(path) === text);
  expect(same.map(([path]) => path)).toEqual(['quality.modes.cdn', 'quality.modes.unknown']);
});
