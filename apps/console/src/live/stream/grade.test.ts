import { expect, test } from 'vitest';
import { gradeOf } from './grade.ts';

test.each([
  ['loss', 0.5, 'good'],
  ['loss', 3, 'poor'],
  ['loss', 12, 'bad'],
  ['rtt', 250, 'poor'],
  ['freeze', 0, 'good'],
  ['freeze', 700, 'bad'],
  ['latency', 390, 'good'],
  ['latency', 1200, 'bad'],
  ['kbps', 100_000, 'good'],
] as const)('%s of %d is %s', (name, value, grade) => {
  expect(gradeOf(name, value)).toBe(grade);
});
