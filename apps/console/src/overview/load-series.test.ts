import type { LoadSample } from '@freshet/protocol/console';
import { expect, test } from 'vitest';
import { keepHeard, withNewest } from './load-series.ts';

const sample = (at: number): LoadSample => ({
  at,
  rooms: 0,
  users: 0,
  streams: 0,
  plays: 0,
  cpuServer: 0,
  cpuWorkers: 0,
  memoryMb: 0,
  kbpsIn: 0,
  kbpsOut: 0,
  refusals: 0,
});

test('what was heard follows the history, each moment once', () => {
  const series = withNewest([sample(1), sample(2)], [sample(2), sample(3)]);
  expect(series.map(({ at }) => at)).toEqual([1, 2, 3]);
});

test('the newest moment moves on until it is a step away from the one before', () => {
  const moments = [0, 1, 2, 9, 10, 11, 19, 20, 21].map((second) => sample(second * 1000));
  const heard = moments.reduce<readonly LoadSample[]>((kept, one) => keepHeard(kept, one, 10), []);
  expect(heard.map(({ at }) => at / 1000)).toEqual([0, 10, 20, 21]);
});

test('no more moments are kept than are shown', () => {
  const moments = [0, 20, 40, 60].map((second) => sample(second * 1000));
  const heard = moments.reduce<readonly LoadSample[]>((kept, one) => keepHeard(kept, one, 3), []);
  expect(heard.map(({ at }) => at / 1000)).toEqual([20, 40, 60]);
});
