import { expect, test } from 'vitest';
import { chineseHints } from './chinese-hints.ts';
import { englishHints } from './english-hints.ts';

const tokenCodes = [
  1000039, 1002033, 1002055, 1002056, 1002066, 1002067, 1002074, 1002075, 1002076, 1002077, 1002078, 1002079, 1002080,
  1002082, 1003072, 1004072,
] as const;

test.each(tokenCodes)('%i is explained on the debug page in both languages', (code) => {
  expect(englishHints[code]).toMatch(/^[A-Z].*\.$/);
  expect(chineseHints[code]).toMatch(/。$/);
});

test('every explanation exists in both languages', () => {
  expect(Object.keys(chineseHints)).toEqual(Object.keys(englishHints));
});
