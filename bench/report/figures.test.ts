import { expect, test } from 'vitest';
import { figuresOf } from './figures.ts';

test.each([
  [[7], { samples: 1, p50Ms: 7, p95Ms: 7, maxMs: 7 }],
  [[3, 1, 2], { samples: 3, p50Ms: 2, p95Ms: 3, maxMs: 3 }],
  [Array.from({ length: 100 }, (_, index) => 100 - index), { samples: 100, p50Ms: 50, p95Ms: 95, maxMs: 100 }],
])('figures of %j are samples of it, by nearest rank', (samples, figures) => {
  expect(figuresOf(samples)).toEqual(figures);
});

test('no samples make no figures', () => {
  expect(() => figuresOf([])).toThrow(RangeError);
});
