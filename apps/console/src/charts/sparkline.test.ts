import { expect, test } from 'vitest';
import { sparkPath } from './sparkline.tsx';

test('values become a path across the box, the highest near its top', () => {
  expect(sparkPath([0, 10, 5])).toBe('M0.00,27.00 L50.00,2.00 L100.00,14.50');
});

test('without values the line lies on the ground', () => {
  expect(sparkPath([])).toBe('M0,27 L100,27');
  expect(sparkPath([0, 0])).toBe('M0.00,27.00 L100.00,27.00');
});
