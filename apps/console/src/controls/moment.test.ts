import { expect, test } from 'vitest';
import { relativeTime } from './moment.tsx';

const now = Date.UTC(2026, 10, 22);

test.each([
  [now - 5 * 60_000, 'en', '5 minutes ago'],
  [now - 30_000, 'en', '30 seconds ago'],
  [now - 40 * 3_600_000, 'en', '2 days ago'],
  [now + 3 * 3_600_000, 'en', 'in 3 hours'],
  [now - 3 * 3_600_000, 'zh-CN', '3小时前'],
  [now, 'en', 'now'],
])('%i is told in %s as %s', (at, tag, words) => {
  expect(relativeTime(at, now, tag)).toBe(words);
});
