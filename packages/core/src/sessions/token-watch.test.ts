import { millis, seconds } from '@freshet/kit';
import { limits } from '@freshet/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TokenWatch } from './token-watch.ts';

const DAY = seconds(86_400);
const WARNING = limits.tokenWarning;

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

/** A watch over a token, by a clock that runs apart from the timers. */
function watched(lifetime: number) {
  const clock = { time: 0, now: () => millis(clock.time) };
  const told: string[] = [];
  const watch = new TokenWatch(clock, {
    soon: (remainSeconds) => told.push(`${remainSeconds} s left`),
    expired: () => told.push('expired'),
  });
  watch.watch(millis(lifetime));
  /** Lets timers and clock go on, the clock by less where it is behind. */
  const pass = (time: number, behind = 0): void => {
    clock.time += time - behind;
    vi.advanceTimersByTime(time);
  };
  return { watch, told, pass };
}

test('the end is told when it comes, and that it comes as long before as the limits say', () => {
  const { told, pass } = watched(DAY);
  pass(DAY - WARNING - 1);
  expect(told).toEqual([]);
  pass(1);
  expect(told).toEqual([`${WARNING / 1000} s left`]);
  pass(WARNING);
  expect(told.slice(1)).toEqual(['expired']);
});

test('a timer that comes before the clock has reached the end is set again', () => {
  const { told, pass } = watched(WARNING + 1);
  pass(1);
  pass(WARNING, 1);
  expect(told).toHaveLength(1);
  pass(1);
  expect(told.slice(1)).toEqual(['expired']);
});

test('an end beyond the longest timer of the platform is told at its time', () => {
  const { told, pass } = watched(30 * DAY);
  pass(29 * DAY);
  expect(told).toEqual([]);
  pass(DAY);
  expect(told.at(-1)).toBe('expired');
});

test('another end takes the place of the one before, and a closed watch tells nothing', () => {
  const { watch, told, pass } = watched(1000);
  watch.watch(millis(5000));
  pass(1000);
  expect(told).not.toContain('expired');
  watch.close();
  pass(DAY);
  expect(told).not.toContain('expired');
});
