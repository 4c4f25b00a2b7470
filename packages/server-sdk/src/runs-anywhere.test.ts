import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const packages = join(import.meta.dirname, '../..');
const sources = globSync('{server-sdk,token,protocol,kit}/src/**/*.ts', { cwd: packages }).filter(
  (path) => !path.endsWith('.test.ts'),
);

test('neither the SDK nor what it is made of uses anything of Node, so that it runs at the edge', () => {
  expect(sources).toContain('server-sdk/src/index.ts');
  const ofNode = /from '(node:[^']+)'|\b(Buffer|process|require)\b\s*[.(]/;
  const found = sources.filter((path) => ofNode.test(readFileSync(join(packages, path), 'utf8')));
  expect(found).toEqual([]);
});
