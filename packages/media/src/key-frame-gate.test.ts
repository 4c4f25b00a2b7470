import { millis } from '@freshet/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KEY_FRAME_PAUSE, KeyFrameGate } from './key-frame-gate.ts';

const clock = { now: () => millis(Date.now()) };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** How long `pass` takes now. Milliseconds. */
async function timeToPass(gate: KeyFrameGate): Promise<number> {
  const start = Date.now();
  let passed: number | undefined;
  void gate.pass().then(() => {
    passed = Date.now() - start;
  });
  await vi.advanceTimersByTimeAsync(2 * KEY_FRAME_PAUSE);
  if (passed === undefined) throw new Error('nobody passed');
  return passed;
}

test('the first who begins passes at once', async () => {
  expect(await timeToPass(new KeyFrameGate(clock))).toBe(0);
});

test('whoever begins while a key frame is on its way shares it', async () => {
  const gate = new KeyFrameGate(clock);
  gate.asked();
  vi.advanceTimersByTime(50);
  expect(await timeToPass(gate)).toBe(0);
});

test('whoever begins just after a key frame waits until the publisher would make another', async () => {
  const gate = new KeyFrameGate(clock);
  gate.asked();
  vi.advanceTimersByTime(60);
  gate.came();
  vi.advanceTimersByTime(40);
  expect(await timeToPass(gate)).toBe(KEY_FRAME_PAUSE - 100);
});

test('a key frame that nobody asked for counts as well, and long after it nobody waits', async () => {
  const gate = new KeyFrameGate(clock);
  gate.came();
  expect(await timeToPass(gate)).toBe(KEY_FRAME_PAUSE);
  gate.came();
  vi.advanceTimersByTime(KEY_FRAME_PAUSE);
  expect(await timeToPass(gate)).toBe(0);
});

test('closing lets everyone through', async () => {
  const gate = new KeyFrameGate(clock);
  gate.came();
  const passing = gate.pass();
  gate.close();
  await expect(passing).resolves.toBeUndefined();
});
