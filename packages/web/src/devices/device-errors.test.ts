import { expect, test } from 'vitest';
import { asksTooMuch, deviceError } from './device-errors.ts';

const refusal = (name: string): DOMException => new DOMException('no', name);

test.each([
  ['NotAllowedError', 1006003],
  ['SecurityError', 1006003],
  ['NotFoundError', 1006002],
  ['NotReadableError', 1006005],
  ['AbortError', 1006005],
  ['OverconstrainedError', 1006001],
  ['UnknownError', 1006001],
])('a camera that answers %s is %i', (name, code) => {
  expect(deviceError(refusal(name), 'camera').code).toBe(code);
});

test.each([
  ['NotAllowedError', 1103042],
  ['NotSupportedError', 1103043],
  ['NotReadableError', 1006005],
  ['UnknownError', 1006001],
])('a screen that answers %s is %i', (name, code) => {
  expect(deviceError(refusal(name), 'screen').code).toBe(code);
});

test('the browser’s own error is kept as the cause', () => {
  const cause = refusal('NotAllowedError');
  expect(deviceError(cause, 'microphone').cause).toBe(cause);
});

test('only an overconstrained device is asked again for less', () => {
  expect(asksTooMuch(refusal('OverconstrainedError'))).toBe(true);
  expect(asksTooMuch(refusal('NotFoundError'))).toBe(false);
});
