import { expect, test } from 'vitest';
import { strengthOf } from './strength.ts';

test.each([
  ['short', 0],
  ['123456789', 0],
  ['1234567890', 1],
  ['aaaaaaaaaaaaaaaa', 1],
  ['abababababab', 1],
  ['abcdefghijkl', 1],
  ['sunflower1', 1],
  ['sunflower-41', 2],
  ['Sunflower-41', 3],
  ['correct horse battery staple', 4],
  ['vK9#tq2LmZ-wX0', 4],
])('%s has strength %i', (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});
