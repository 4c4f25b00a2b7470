import type { SessionID } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { mayEvict } from './seniority.ts';

const login = (loginEpoch: number, repeats?: number) => ({
  sessionID: `s${loginEpoch}` as SessionID,
  loginEpoch,
  ...(repeats === undefined ? {} : { repeats }),
});

test.each([
  ['a login of the user himself', login(1), login(2), true],
  ['a login of the user himself, beside a repeat', login(2, 1), login(3), true],
  ['a repeat of the login that stands', login(1), login(2, 1), true],
  ['a repeat whose login was followed by another', login(2), login(3, 1), false],
  ['a second repeat of one login, after the answer to the first was lost', login(2, 1), login(3, 1), true],
  ['a repeat of a repeat', login(2, 1), login(3, 2), true],
  ['a repeat of a later login than the one that stands repeats', login(3, 1), login(4, 2), true],
  ['a repeat of an earlier login than the one that stands repeats', login(4, 2), login(5, 1), false],
])('%s may evict: %o by %o: %s', (_case, standing, next, expected) => {
  expect(mayEvict(standing, next)).toBe(expected);
});
