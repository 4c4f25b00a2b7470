import { type Millis, millis } from '@freshet/kit';
import { expect, test } from 'vitest';
import { CUT_OFF, HARM_WINDOW, HarmRecord } from './harm-record.ts';

function recordAt(start: number) {
  let now = millis(start);
  const record = new HarmRecord({ now: () => now });
  const pass = (time: Millis): void => {
    now = millis(now + time);
  };
  return { record, pass };
}

test('the third worker lost within the window cuts its input off, and no other', () => {
  const { record, pass } = recordAt(0);
  expect(record.workerDied(['bad', 'neighbour'])).toEqual([]);
  pass(millis(HARM_WINDOW / 3));
  expect(record.workerDied(['bad'])).toEqual([]);
  pass(millis(HARM_WINDOW / 3));
  expect(record.workerDied(['bad', 'neighbour'])).toEqual(['bad']);
  expect(record.isCutOff('bad')).toBe(true);
  expect(record.isCutOff('neighbour')).toBe(false);
});

test('workers lost now and then cut nobody off', () => {
  const { record, pass } = recordAt(0);
  for (let death = 0; death < 10; death += 1) {
    expect(record.workerDied(['unlucky'])).toEqual([]);
    pass(millis(HARM_WINDOW / 2));
  }
});

test('one lost worker makes a suspect for as long as the window', () => {
  const { record, pass } = recordAt(0);
  record.workerDied(['input']);
  expect(record.isSuspect('input')).toBe(true);
  pass(HARM_WINDOW);
  expect(record.isSuspect('input')).toBe(false);
});

test('an input that was cut off may come back in the end', () => {
  const { record, pass } = recordAt(0);
  for (let death = 0; death < 3; death += 1) record.workerDied(['bad']);
  pass(millis(CUT_OFF - 1));
  expect(record.isCutOff('bad')).toBe(true);
  pass(millis(1));
  expect(record.isCutOff('bad')).toBe(false);
});
