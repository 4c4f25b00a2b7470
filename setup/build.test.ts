import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundledWorkspaces, sourceHash } from './build.js';

let tree = '';

function write(path: string, text: string) {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'freshet-build-'));
  write('package-lock.json', '{}');
  write('packages/kit/package.json', '{}');
  write('packages/kit/src/index.ts', 'export const a = 1;');
  write('packages/core/package.json', '{}');
  write('packages/core/src/index.ts', 'export const a = 1;');
  write('packages/web/package.json', '{ "dependencies": { "@freshet/kit": "0.1.0" } }');
  write('packages/web/vite.config.ts', 'export default {};');
  write('packages/web/src/index.ts', 'export const a = 1;');
});

afterEach(() => rmSync(tree, { recursive: true, force: true }));

test('a bundle is made where a vite configuration is', () => {
  expect(bundledWorkspaces(tree)).toEqual([join('packages', 'web')]);
});

test.each([
  ['a source changes', 'packages/web/src/index.ts'],
  ['a package below changes', 'packages/kit/src/index.ts'],
  ['a file is added', 'packages/web/src/new.css'],
  ['the lock file changes', 'package-lock.json'],
])('a build is stale when %s', (_, path) => {
  const before = sourceHash('packages/web', tree);
  write(path, 'changed');
  expect(sourceHash('packages/web', tree)).not.toBe(before);
});

test.each([
  ['a test changes', 'packages/web/src/index.test.ts'],
  ['its own output changes', 'packages/web/dist/freshet.js'],
  ['a package changes that it does not use', 'packages/core/src/index.ts'],
])('a build stays fresh when %s', (_, path) => {
  const before = sourceHash('packages/web', tree);
  write(path, 'changed');
  expect(sourceHash('packages/web', tree)).toBe(before);
});
