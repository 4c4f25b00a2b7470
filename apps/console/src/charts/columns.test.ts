import { expect, test } from 'vitest';
import { columnsOf } from './columns.ts';

const read = ({ value }: { at: number; value?: number }): number | undefined => value;

test('samples become seconds and one column for each reading, and a measure nobody took is empty', () => {
  const samples = [{ at: 1000, value: 5 }, { at: 2000 }];
  expect(columnsOf(samples, [read, ({ at }) => at])).toEqual([
    [1, 2],
    [5, null],
    [1000, 2000],
  ]);
});

test('no samples make empty columns', () => {
  expect(columnsOf([], [read])).toEqual([[], []]);
});

test('a pause breaks the line in its middle', () => {
  const samples = [0, 2, 4, 64, 66].map((second) => ({ at: second * 1000, value: second }));
  expect(columnsOf(samples, [read])).toEqual([
    [0, 2, 4, 34, 64, 66],
    [0, 2, 4, null, 64, 66],
  ]);
});

test('coarse samples that turn fine make no pause', () => {
  const samples = [0, 60, 120, 180, 182, 184].map((second) => ({ at: second * 1000, value: 1 }));
  expect(columnsOf(samples, [read])[0]).toEqual([0, 60, 120, 180, 182, 184]);
});

test('a pause among coarse samples breaks the line too', () => {
  const samples = [0, 60, 120, 720, 722, 724].map((second) => ({ at: second * 1000, value: 1 }));
  expect(columnsOf(samples, [read])[1]).toEqual([1, 1, 1, null, 1, 1, 1]);
});
