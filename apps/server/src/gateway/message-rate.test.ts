import { type Clock, millis } from '@freshet/kit';
import { expect, test } from 'vitest';
import { MessageRate } from './message-rate.ts';

function rateAt(start: number): { rate: MessageRate; at: (time: number) => void } {
  let time = start;
  const clock: Clock = { now: () => millis(time) };
  return {
    rate: new MessageRate(clock, 10, 5),
    at: (now) => {
      time = now;
    },
  };
}

const takeAll = (rate: MessageRate, weight = 1): number => {
  let taken = 0;
  while (rate.take(weight)) taken += 1;
  return taken;
};

test('a burst is let through, then as many a second as there may be', () => {
  const { rate, at } = rateAt(0);
  expect(takeAll(rate)).toBe(5);
  at(300);
  expect(takeAll(rate)).toBe(3);
  at(60_000);
  expect(takeAll(rate)).toBe(5);
});

test('a heavy message counts as several', () => {
  const { rate } = rateAt(0);
  expect(takeAll(rate, 2)).toBe(2);
  expect(rate.take(1)).toBe(true);
});

test('a clock that is set back takes nothing away and gives nothing twice', () => {
  const { rate, at } = rateAt(1_000_000);
  expect(rate.take(1)).toBe(true);
  at(0);
  expect(takeAll(rate)).toBe(4);
  at(100);
  expect(takeAll(rate)).toBe(1);
});
