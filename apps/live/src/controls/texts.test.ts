import { expect, test } from 'vitest';
import { clockText } from './clock-text.ts';
import { framesText, millisText, pictureText, rateText, shareText } from './measure-text.ts';

test.each([
  [-5, '00:00'],
  [999, '00:00'],
  [249_000, '04:09'],
  [3_599_999, '59:59'],
  [3_849_000, '1:04:09'],
  [360_000_000, '100:00:00'],
])('%i ms is %s on the clock', (length, text) => {
  expect(clockText(length)).toBe(text);
});

test.each([
  [pictureText(1280, 720, 'VP8'), '1280×720 · VP8'],
  [pictureText(1280, 720, ''), '1280×720'],
  [pictureText(0, 0, ''), '—'],
  [rateText(48.4), '48 kbps'],
  [rateText(2412), '2.4 Mbps'],
  [framesText(29.97), '30 fps'],
  [millisText(117.6), '118 ms'],
  [shareText(0.0023), '0.2 %'],
])('a measure is written as %s', (text, expected) => {
  expect(text).toBe(expected);
});
