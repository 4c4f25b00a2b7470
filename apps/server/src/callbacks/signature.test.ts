import { expect, test } from 'vitest';
import { signature } from './signature.ts';

test('the original’s published example is signed as it signs it', () => {
  expect(signature('secret', 1_470_820_198, '123412')).toBe('5bd59fd62953a8059fb7eaba95720f66d19e4517');
});

test('the three are sorted as texts, whatever their lengths', () => {
  expect(signature('a', 10, '9')).toBe(signature('9', 10, 'a'));
});
