import { expect, test } from 'vitest';
import { backoff } from './backoff.ts';
import { millis } from './brand.ts';

const shape = { first: millis(100), longest: millis(1000) };

test.each([
  [0, 0, 50],
  [0, 0.999, 100],
  [1, 0, 100],
  [3, 0.5, 600],
  [30, 0, 500],
])('try %i with random %f waits %i ms', (attempt, random, expected) => {
  expect(backoff(attempt, shape, random)).toBe(expected);
});
