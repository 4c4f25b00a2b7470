import { expect, test } from 'vitest';
import { clockTexts, topOf } from './chart-options.ts';

test('the upper edge leaves room above the highest value and is never below the least', () => {
  expect(topOf(100, { leastTop: 10 })).toBeCloseTo(110);
  expect(topOf(1, { leastTop: 10 })).toBe(10);
  expect(topOf(null, { leastTop: 10 })).toBe(10);
});

test('the ceiling is shown only once values come near it', () => {
  expect(topOf(0.4, { leastTop: 0.2, ceiling: 4 })).toBeCloseTo(0.44);
  expect(topOf(3, { leastTop: 0.2, ceiling: 4 })).toBeCloseTo(4.4);
});

test('marks that are less than a minute apart show seconds', () => {
  const noon = new Date(2026, 0, 1, 12).getTime() / 1000;
  expect(clockTexts([noon, noon + 15], 'en-GB')).toEqual(['12:00:00', '12:00:15']);
  expect(clockTexts([noon, noon + 60], 'en-GB')).toEqual(['12:00', '12:01']);
});
