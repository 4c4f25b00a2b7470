import type { TokenFinding } from '@freshet/protocol/console';
import { expect, test } from 'vitest';
import { findingText, isSilent } from './finding-text.ts';

const say = (finding: TokenFinding, language: 'en' | 'zh' = 'en') => findingText(finding, language, () => 'noon');

test.each<[TokenFinding, RegExp]>([
  [{ check: 'version', verdict: 'failed', found: '03', wanted: '04' }, /begins with “03”/],
  [{ check: 'form', verdict: 'failed', found: 'unreadable', wanted: 'gcm' }, /cut off/],
  [{ check: 'form', verdict: 'failed', found: 'cbc', wanted: 'gcm' }, /switch CBC tokens on/],
  [{ check: 'key', verdict: 'failed' }, /not made with this project’s ServerSecret/],
  [{ check: 'key', verdict: 'passed', found: 'former' }, /former ServerSecret/],
  [{ check: 'claims', verdict: 'passed' }, /everything that a token says/],
  [{ check: 'claims', verdict: 'failed', found: 'nonce' }, /no whole number/],
  [{ check: 'claims', verdict: 'failed', found: 'form' }, /payload is not JSON/],
  [{ check: 'appID', verdict: 'failed', found: '1', wanted: '2' }, /AppID 1; this project has 2/],
  [{ check: 'userID', verdict: 'failed', found: 'ann', wanted: 'bob' }, /user ann, not for bob/],
  [{ check: 'expiry', verdict: 'failed', found: '2026-01-01T00:00:00Z' }, /expired at noon/],
  [{ check: 'project', verdict: 'failed', found: 'paused', wanted: 'active' }, /paused/],
  [{ check: 'room', verdict: 'failed', found: 'a', wanted: 'b' }, /room a alone, not b/],
  [{ check: 'publish', verdict: 'failed', found: 'none', wanted: 'publish' }, /playing works/],
])('%o is told in words', (finding, words) => {
  expect(say(finding)).toMatch(words);
  expect(say(finding, 'zh')).toMatch(/[\u4e00-\u9fff]/);
});

test('a rule that these pages do not know is told by its name and values', () => {
  expect(say({ check: 'moon', verdict: 'failed', found: 'new', wanted: 'full' })).toBe('moon · new · full');
});

test('a rule that was not looked at for want of a readable token says nothing', () => {
  expect(isSilent({ check: 'room', verdict: 'skipped' })).toBe(true);
  expect(isSilent({ check: 'room', verdict: 'skipped', found: 'a' })).toBe(false);
});
