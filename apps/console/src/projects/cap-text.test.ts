import { expect, test } from 'vitest';
import { type CapName, capText, readCap } from './cap-text.ts';

test.each<[CapName, string, number]>([
  ['rooms', '', 0],
  ['rooms', '0', 0],
  ['users', ' 1,000 ', 1000],
  ['roomUsers', '10,000,000', 10_000_000],
  ['roomUsers', '10000001', Number.NaN],
  ['rooms', 'many', Number.NaN],
  ['users', '-1', Number.NaN],
  ['plays', '', 12],
  ['plays', '1', 1],
  ['plays', '50', 50],
  ['plays', '51', Number.NaN],
  ['plays', '0', Number.NaN],
])('the limit of %s typed as "%s" is %d', (name, text, value) => {
  expect(readCap(name, text)).toBe(value);
});

test.each<[CapName, number, string]>([
  ['rooms', 0, ''],
  ['rooms', 12, '12'],
  ['plays', 12, ''],
  ['plays', 20, '20'],
])('a limit of %s that is %d stands in its field as "%s"', (name, value, text) => {
  expect(capText(name, value)).toBe(text);
});
