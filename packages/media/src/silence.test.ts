import { Scope } from '@freshet/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSilence } from './silence.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watched() {
  const line = { bytesReceived: 0 };
  const scope = new Scope();
  const told: boolean[] = [];
  watchSilence({ getStats: async () => [line] }, scope, (isSilent) => told.push(isSilent));
  /** Lets time pass, with a packet every `gap` milliseconds. */
  const flow = async (duration: number, gap: number): Promise<void> => {
    for (let passed = 0; passed < duration; passed += gap) {
      line.bytesReceived += 1000;
      await vi.advanceTimersByTimeAsync(gap);
    }
  };
  return { flow, scope, told };
}

test('a line with a packet every second is not silent', async () => {
  const { flow, told } = watched();
  await flow(60_000, 1000);
  expect(told).toEqual([]);
});

test('a line that is cut is silent before three seconds have passed, and no more with the first packet', async () => {
  const { flow, told } = watched();
  await flow(5000, 20);
  await vi.advanceTimersByTimeAsync(2700);
  expect(told).toEqual([true]);
  await flow(120, 20);
  expect(told).toEqual([true, false]);
});

test('a cut of a second is left to the browsers', async () => {
  const { flow, told } = watched();
  await flow(5000, 20);
  await vi.advanceTimersByTimeAsync(1000);
  await flow(5000, 20);
  expect(told).toEqual([]);
});

test('nothing is told once the scope is closed', async () => {
  const { scope, told } = watched();
  scope.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
});
