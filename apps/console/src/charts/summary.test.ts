import { expect, test } from 'vitest';
import { summaryOf } from './summary.ts';

test('a line is summed up by its last, lowest and highest value, past what was not measured', () => {
  expect(summaryOf([3, null, 1, 7, 2, null])).toEqual({ last: 2, lowest: 1, highest: 7 });
});

test('an empty line has no summary', () => {
  expect(summaryOf([null, null])).toBeUndefined();
  expect(summaryOf(undefined)).toBeUndefined();
});
