import { expect, test } from 'vitest';
import { lengthText } from './length-text.ts';

test.each([
  [500, 'en', '0 seconds'],
  [61_000, 'en', '1 minute 1 second'],
  [3_600_000, 'en', '1 hour'],
  [(26 * 60 + 5) * 60_000, 'en', '1 day 2 hours'],
  [12_000_000, 'zh-CN', '3小时20分钟'],
])('%d ms reads %s: %s', (length, tag, text) => {
  expect(lengthText(length, tag)).toBe(text);
});
