import { expect, test } from 'vitest';
import { asJson, asTable, type Report } from './report.ts';

const report: Report = {
  bench: 'latency',
  measures: 'canvas to frame callback',
  figures: { samples: 600, p50Ms: 13, p95Ms: 29.5, maxMs: 40 },
  goals: { p50Ms: 40, p95Ms: 80 },
  extras: { fps: { value: 29.9, goal: '>= 25' } },
};

test('a report in JSON is one line with every figure', () => {
  expect(JSON.parse(asJson(report))).toEqual({
    bench: 'latency',
    samples: 600,
    p50Ms: 13,
    p95Ms: 29.5,
    maxMs: 40,
    fps: 29.9,
    goals: { p50Ms: 40, p95Ms: 80 },
  });
});

test('a report as a table has each goal beside its figure', () => {
  expect(asTable(report).split('\n')).toEqual([
    'latency: canvas to frame callback',
    '                    measured      goal',
    'samples                  600',
    'median, ms                13     <= 40',
    '95 of 100, ms           29.5     <= 80',
    'longest, ms               40',
    'fps                     29.9     >= 25',
  ]);
});
