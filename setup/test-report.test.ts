import { expect, test } from 'vitest';
import { closingLine, countReport } from './test-report.js';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

test('tests of all files are counted, and what did not run is skipped', () => {
  const testResults = [file('passed', 'passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'todo')];
  expect(closingLine(countReport({ testResults }))).toBe('3 passed, 1 failed, 2 skipped');
});

test('a file that could not be loaded counts as one failure', () => {
  expect(countReport({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a file whose tests passed before its teardown failed counts as one failure too', () => {
  expect(countReport({ testResults: [file('failed', 'passed')] })).toEqual({ passed: 1, failed: 1, skipped: 0 });
});
