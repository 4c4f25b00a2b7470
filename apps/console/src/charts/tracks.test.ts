import { expect, test } from 'vitest';
import { joined, type Line, trackOf, valueAt } from './tracks.ts';

const line: Line<{ at: number; value: number }> = { label: 'line', tone: 1, read: ({ value }) => value };

test('tracks measured at other moments are joined without breaking each other', () => {
  const data = joined([
    trackOf(
      [
        { at: 1000, value: 1 },
        { at: 3000, value: 3 },
      ],
      [line],
    ),
    trackOf([{ at: 2000, value: 2 }], [line]),
  ]);
  expect(data).toEqual([
    [1, 2, 3],
    [1, undefined, 3],
    [undefined, 2, undefined],
  ]);
});

test('a value between two moments of a line is the one before', () => {
  expect(valueAt([1, undefined, 3], 1)).toBe(1);
  expect(valueAt([1, undefined, 3], 2)).toBe(3);
});

test('a pause has no value, and neither has what was not measured yet', () => {
  expect(valueAt([1, null, undefined, 3], 2)).toBeUndefined();
  expect(valueAt([undefined, 2], 0)).toBeUndefined();
});

test('without a moment the last value counts', () => {
  expect(valueAt([1, 2, null, undefined], undefined)).toBe(2);
  expect(valueAt([], undefined)).toBeUndefined();
});
