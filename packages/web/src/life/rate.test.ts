import { millis } from '@freshet/kit';
import { expect, test } from 'vitest';
import { Rate } from './rate.ts';

test('what goes beyond so many calls in a second is refused, and does not count', () => {
  let now = 0;
  const rate = new Rate(2, { now: () => millis(now) });
  const taken = [0, 400, 500, 999, 1000, 1399, 1400].map((at) => {
    now = at;
    return rate.take();
  });
  expect(taken).toEqual([true, true, false, false, true, false, true]);
});
