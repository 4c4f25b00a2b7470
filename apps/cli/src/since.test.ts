import { expect, onTestFinished, test, vi } from 'vitest';
import { sinceOf } from './since.ts';

test.each([
  ['90m', '2026-11-22T10:30:00Z'],
  ['24h', '2026-11-21T12:00:00Z'],
  ['7d', '2026-11-15T12:00:00Z'],
  ['0m', '2026-11-22T12:00:00Z'],
  ['2026-11-20', '2026-11-20T00:00:00Z'],
  ['2026-11-20T08:30:00+02:00', '2026-11-20T06:30:00Z'],
])('%s is %s', (text, time) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T12:00:00Z') });
  onTestFinished(() => void vi.useRealTimers());
  expect(sinceOf(text)).toBe(Date.parse(time));
});

test.each(['', '24', 'h', '-1h', '1.5h', '1w', 'yesterday', '2026-13-40'])('%j is no time', (text) => {
  expect(sinceOf(text)).toBeNaN();
});
