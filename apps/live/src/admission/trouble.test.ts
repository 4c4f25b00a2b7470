import { expect, test } from 'vitest';
import { isStaleToken, isWorthAnotherTry, troubleOf } from './trouble.ts';

test.each([
  [1002033, 'badInvitation', false],
  [1002075, 'badInvitation', false],
  [1002079, 'badInvitation', false],
  [1002080, 'badInvitation', false],
  [1002078, 'expiredInvitation', false],
  [1002071, 'tooMany', true],
  [1002034, 'roomFull', true],
  [1002031, 'serverAway', true],
  [1002053, 'lost', true],
  [1004072, 'l3Off', true],
  [1002037, 'roomFull', true],
  [1000037, 'paused', true],
  [1002066, 'forbidden', true],
  [1004025, 'forbidden', true],
  [1004080, 'cannotDecode', true],
  [1234567, 'failed', true],
])('code %i is the trouble %s', (code, kind, isWorthIt) => {
  const trouble = troubleOf(code);
  expect(trouble).toEqual({ kind, code });
  expect(isWorthAnotherTry(trouble)).toBe(isWorthIt);
});

test('only a token that is old or unknown is worth a fresh one', () => {
  expect([1002033, 1002056, 1002075, 1002077, 1002078, 1002079, 1002080].every(isStaleToken)).toBe(true);
  expect([0, 1002034, 1002050, 1002055].some(isStaleToken)).toBe(false);
});
