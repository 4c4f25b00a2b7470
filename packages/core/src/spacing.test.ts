import { millis } from '@freshet/kit';
import { expect, test } from 'vitest';
import { Spacing } from './spacing.ts';

/** Whether a call is let through at each of these times, where calls are to be 500 ms apart and may be 200 ms early. */
function taken(...times: number[]): boolean[] {
  let now = 0;
  const spacing = new Spacing({ clock: { now: () => millis(now) }, gap: millis(500), slack: millis(200) });
  return times.map((at) => {
    now = at;
    return spacing.take();
  });
}

test('calls that are the gap apart are let through, also where one of them was held up', () => {
  expect(taken(10_000, 10_500, 11_000)).toEqual([true, true, true]);
  expect(taken(10_200, 10_500, 11_000, 11_500)).toEqual([true, true, true, true]);
});

test('a call that comes too early is refused, and does not count', () => {
  expect(taken(10_000, 10_003, 10_299, 10_300)).toEqual([true, false, false, true]);
});

test('calls that always come early are refused when they have used up what is let pass', () => {
  expect(taken(10_000, 10_400, 10_800, 11_200, 11_300)).toEqual([true, true, true, false, true]);
});

test('a clock that is set back holds nobody up', () => {
  expect(taken(3_600_000, 3_600_300, 5, 6)).toEqual([true, true, true, false]);
});
