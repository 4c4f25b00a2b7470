import type { SessionID } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { evict, type UserRecord } from './seniority.ts';

const login = (loginEpoch: number, repeats?: number): UserRecord => ({
  sessionID: `s${loginEpoch}` as SessionID,
  loginEpoch,
  ...(repeats === undefined ? {} : { repeats }),
});
const attempt = (loginEpoch: number, name: string): UserRecord => ({ ...login(loginEpoch), attempt: name });

/** What stands after all of these came in turn. */
const after = (first: UserRecord, ...others: readonly UserRecord[]): UserRecord =>
  others.reduce((standing, next) => evict(standing, next) ?? standing, first);

test.each([
  ['a login of the user himself', login(1), login(2), true],
  ['a login of the user himself, beside a repeat', login(2, 1), login(3), true],
  ['a repeat of the login that stands', login(1), login(2, 1), true],
  ['a repeat whose login was followed by another', login(2), login(3, 1), false],
  ['a second repeat of one login, after the answer to the first was lost', login(2, 1), login(3, 1), true],
  ['a repeat of a repeat', login(2, 1), login(3, 2), true],
  ['a repeat of a later login than the one that stands repeats', login(3, 1), login(4, 2), true],
  ['a repeat of an earlier login than the one that stands repeats', login(4, 2), login(5, 1), false],
  ['one more try of a call, after the answer to the first was lost', attempt(1, 'a'), attempt(2, 'a'), true],
  ['a third try of a call', after(attempt(1, 'a'), attempt(2, 'a')), attempt(3, 'a'), true],
  ['a try of a later call', attempt(1, 'a'), attempt(2, 'b'), true],
  [
    'one more try of a call that was followed by another',
    after(attempt(1, 'a'), attempt(2, 'b')),
    attempt(3, 'a'),
    false,
  ],
  ['one more try of a call that was followed by a login', after(attempt(1, 'a'), login(2)), attempt(3, 'a'), false],
  [
    'one more try of a call that was followed by two others',
    after(attempt(1, 'a'), attempt(2, 'b'), attempt(3, 'c')),
    attempt(4, 'a'),
    false,
  ],
  [
    'one more try of a call, beside a repeat of one that followed it',
    after(attempt(1, 'a'), attempt(2, 'b'), login(3, 2)),
    attempt(4, 'a'),
    false,
  ],
])('%s may evict: %o by %o: %s', (_case, standing, next, expected) => {
  expect(evict(standing, next) !== undefined).toBe(expected);
});

test('a record names the newest calls that were evicted, and no more than eight', () => {
  const calls = Array.from({ length: 20 }, (_, index) => attempt(index, `call-${index}`));
  const { evicted } = after(calls[0] ?? login(0), ...calls.slice(1));
  expect(evicted).toEqual([18, 17, 16, 15, 14, 13, 12, 11].map((index) => `call-${index}`));
});
