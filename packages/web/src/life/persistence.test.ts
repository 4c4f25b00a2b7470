import { type Clock, type Millis, millis, seconds } from '@freshet/kit';
import { expect, test } from 'vitest';
import { Persistence, passes } from './persistence.ts';

function at(start: number): { clock: Clock; pass(by: Millis): void } {
  let now = start;
  return {
    clock: { now: () => millis(now) },
    pass: (by) => {
      now += by;
    },
  };
}

const make = (clock: Clock): Persistence => new Persistence({ clock, random: () => 0, budget: seconds(300) });

test('waits grow up to the longest', () => {
  const { clock } = at(0);
  const persistence = make(clock);
  const waits = [1, 2, 3, 4, 5, 6].map(() => persistence.nextWait());
  expect(waits).toEqual([100, 200, 400, 800, 1250, 1250]);
});

test('the time is used up 5 minutes after the first loss', () => {
  const { clock, pass } = at(1_000);
  const persistence = make(clock);
  expect(persistence.nextWait()).toBe(100);
  pass(seconds(299));
  expect(persistence.nextWait()).toBe(200);
  pass(seconds(1));
  expect(persistence.nextWait()).toBeUndefined();
});

test('what held for a while begins a new series', () => {
  const { clock, pass } = at(0);
  const persistence = make(clock);
  persistence.nextWait();
  persistence.nextWait();
  persistence.succeeded();
  pass(seconds(5));
  expect(persistence.nextWait()).toBe(100);
});

test('what breaks again at once goes on with its series', () => {
  const { clock, pass } = at(0);
  const persistence = make(clock);
  persistence.nextWait();
  persistence.nextWait();
  persistence.succeeded();
  pass(seconds(1));
  expect(persistence.nextWait()).toBe(400);
});

test.each([
  [1002051, true],
  [1002071, true],
  [1002078, false],
  [1003028, false],
] as const)('code %i passes: %s', (code, expected) => {
  expect(passes(code)).toBe(expected);
});
