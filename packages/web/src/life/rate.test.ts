import { millis, seconds } from '@freshet/kit';
import { expect, test } from 'vitest';
import { Rate } from './rate.ts';

test('what goes beyond so many calls in a second is refused, and does not count', () => {
  let now = 0;
  const rate = new Rate(2, seconds(1), { now: () => millis(now) });
  const taken = [0, 400, 500, 999, 1000, 1399, 1400].map((at) => {
    now = at;
    return rate.take();
  });
  expect(taken).toEqual([true, true, false, false, true, false, true]);
});

test('calls are held apart by a span of their own', () => {
  let now = 0;
  const rate = new Rate(1, millis(500), { now: () => millis(now) });
  const taken = [0, 499, 500, 999, 1000].map((at) => {
    now = at;
    return rate.take();
  });
  expect(taken).toEqual([true, false, true, false, true]);
});

test('a clock that is set back holds nobody up', () => {
  let now = 3_600_000;
  const rate = new Rate(1, seconds(1), { now: () => millis(now) });
  expect(rate.take()).toBe(true);
  now = 0;
  expect(rate.take()).toBe(true);
});
