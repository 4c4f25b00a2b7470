import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { type ErrorCode, errorTable, isErrorCode, isRetryable } from './error-table.ts';
import { asFreshetError, FreshetError } from './freshet-error.ts';

const codes = Object.keys(errorTable).map(Number).filter(isErrorCode);

const root = join(import.meta.dirname, '../../..');
// Pages have words for a code: a test of those shows nothing of who answers it.
const elsewhere = /^(packages\/protocol\/src\/error-table\.test\.ts$|apps\/(live|console)\/)/;
const tests = globSync(['{packages,apps}/*/{src,testing}/**/*.test.ts', 'tests/**/*.test.ts'], { cwd: root })
  .filter((path) => !elsewhere.test(path))
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const testsOf = (code: ErrorCode) => tests.filter(({ text }) => text.includes(String(code))).map(({ path }) => path);

function row(code: ErrorCode): string {
  const { means, cure } = errorTable[code];
  const tested = testsOf(code).map((path) => `[${basename(path, '.test.ts')}](../${path})`);
  return `| ${code} | ${means} | ${cure} | ${isRetryable(code) ? 'yes' : ''} | ${tested.join(', ')} |`;
}

test.each(codes)('%i is met in a test', (code) => {
  expect(testsOf(code)).not.toEqual([]);
});

test('docs/errors.md tells what the table tells', async () => {
  const page = [
    '# Error codes',
    '',
    'Every code that a client can meet, made from the table in `packages/protocol/src/error-table.ts`. 0 is success.',
    'The numbers are those of the original that has the same API; 1104061 is our own, for a condition it has no code for.',
    '',
    '| code | what happened | what to do | tried again by the SDK | met in |',
    '|---|---|---|---|---|',
    ...codes.map(row),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../docs/errors.md');
});

test('every code has the form 1 FFF xxx of its family', () => {
  for (const code of codes) expect(String(code)).toMatch(/^1[01]0[0-9]{4}$/);
});

test('an error carries its code, says what to do, and keeps what caused it', () => {
  const cause = new TypeError('broken');
  const error = asFreshetError(cause, 1002099);
  expect(error).toMatchObject({ code: 1002099, cause });
  expect(asFreshetError(error, 1000017)).toBe(error);
  expect(new FreshetError(1004072).message).toBe(
    'L3 is not switched on for this project: switch L3 on in the project, or play with another resource mode (1004072)',
  );
});
