import { expect, test } from 'vitest';
import { deviceProblemOf } from './device-problem.ts';
import { publishFailureOf } from './publish-failure.ts';

test.each([
  [1006003, 'denied'],
  [1006002, 'missing'],
  [1006005, 'busy'],
  [1006006, 'unplugged'],
  [1103053, 'insecure'],
  [1103043, 'noScreen'],
  [1006001, 'failed'],
  [0, 'failed'],
  [1103042, undefined],
])('device code %i is the problem %s', (code, problem) => {
  expect(deviceProblemOf(code)).toBe(problem);
});

test.each([
  [1003001, 'nothing'],
  [1003028, 'taken'],
  [1003072, 'notAllowed'],
  [1003025, 'forbidden'],
  [1003099, 'failed'],
])('publish code %i is the failure %s', (code, failure) => {
  expect(publishFailureOf(code)).toBe(failure);
});
