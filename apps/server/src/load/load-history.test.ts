import { millis } from '@freshet/kit';
import type { LoadSample } from '@freshet/protocol/console';
import { expect, test } from 'vitest';
import { LoadHistory } from './load-history.ts';

const PERIOD = 10_000;
const sample = (place: number): LoadSample => ({
  ...{ at: place * PERIOD, rooms: place, users: 0, streams: 0, plays: 0, cpuServer: 0.5, cpuWorkers: 1 },
  ...{ memoryMb: 100, kbpsIn: 0, kbpsOut: 0, refusals: 1 },
});

function filled(count: number): LoadHistory {
  const history = new LoadHistory();
  for (let place = 1; place <= count; place += 1) history.add(sample(place));
  return history;
}

test('an hour is told sample by sample, oldest first', () => {
  const history = filled(1000);
  const told = history.since(millis(641 * PERIOD));
  expect(told).toHaveLength(360);
  expect(told[0]).toEqual(sample(641));
  expect(told.at(-1)).toEqual(sample(1000));
});

test('a day is told in as many points as a chart can show, and no refusal is lost', () => {
  const told = filled(8640).since(millis(0));
  expect(told).toHaveLength(720);
  expect(told.reduce((sum, { refusals }) => sum + refusals, 0)).toBe(8640);
  expect(told[0]).toMatchObject({ at: 12 * PERIOD, rooms: 7, cpuServer: 0.5, memoryMb: 100 });
});

test('what is older than a day is forgotten', () => {
  const told = filled(10_000).since(millis(0));
  expect(told.at(-1)?.at).toBe(10_000 * PERIOD);
  expect(told.reduce((sum, { refusals }) => sum + refusals, 0)).toBe(8640);
  expect(told[0]?.at).toBeGreaterThan((10_000 - 8640) * PERIOD);
});

test('before the first sample there is nothing', () => {
  expect(new LoadHistory().since(millis(0))).toEqual([]);
});
