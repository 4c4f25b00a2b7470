import { expect, test } from 'vitest';
import { axisTexts, measureText, type Unit } from './measure-text.ts';

test.each<[number, Unit, string]>([
  [1234, 'count', '1,234'],
  [640, 'kbps', '640 kbps'],
  [2440, 'kbps', '2.4 Mbps'],
  [1_234_000, 'kbps', '1.23 Gbps'],
  [0.456, 'cores', '0.46'],
  [512, 'megabytes', '512 MB'],
  [1536, 'megabytes', '1.5 GB'],
  [0.26, 'percent', '0.3 %'],
  [34.7, 'percent', '35 %'],
  [84.4, 'milliseconds', '84 ms'],
  [12_340, 'milliseconds', '12.3 s'],
  [29.97, 'frames', '30 fps'],
])('%d of %s reads %s', (value, unit, text) => {
  expect(measureText(value, unit, 'en')).toBe(text);
});

test('an axis speaks the unit of its largest number, and names it once', () => {
  expect(axisTexts([0, 500, 1000, 1500], 'kbps', 'en')).toEqual(['0.0', '0.5', '1.0', '1.5 Mbps']);
  expect(axisTexts([0, 10, 20], 'milliseconds', 'en')).toEqual(['0', '10', '20 ms']);
  expect(axisTexts([0, 0.25, 0.5], 'cores', 'en')).toEqual(['0.00', '0.25', '0.50']);
});
