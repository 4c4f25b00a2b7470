import { expect, test } from 'vitest';
import { casesAsJson, casesAsTable, type RecoveryCase } from './recovery-report.ts';

const cases: readonly RecoveryCase[] = [
  { name: 'socket cut', side: 'viewer', samples: 3, p50Ms: 40, p95Ms: 55, equal: true },
  { name: 'media worker killed', side: 'publisher', samples: 3, p50Ms: 500, p95Ms: 700, equal: false, goalMs: 2000 },
];

test('the cases in JSON are one line', () => {
  expect(JSON.parse(casesAsJson(cases))).toEqual({ bench: 'recovery', cases });
  expect(casesAsJson(cases)).not.toContain('\n');
});

test('the cases as a table say where client and server disagreed', () => {
  const lines = casesAsTable(cases).split('\n');
  expect(lines[2]).toMatch(/^socket cut +viewer +3 +40 +55 +yes$/);
  expect(lines[3]).toMatch(/^media worker killed +publisher +3 +500 +700 +<= 2000 +NO$/);
});
