import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { verify } from './index.ts';

const BUNDLE = join(import.meta.dirname, '../dist/freshet-server.js');

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

test('its one file imports nothing, and mints and checks tokens where nothing of Node is there', async () => {
  expect(readFileSync(BUNDLE, 'utf8')).not.toMatch(/^import\b|\bimport\(/m);
  const secret = '0123456789abcdef0123456789abcdef';
  const script = `
    const { log } = console;
    for (const name of ['process', 'Buffer', 'global', 'setImmediate', 'clearImmediate']) delete globalThis[name];
    const { mint, verify } = await import(${JSON.stringify(pathToFileURL(BUNDLE).href)});
    const token = await mint({ appID: 7, userID: 'ann', secret: '${secret}', lifetime: 60 });
    const { userID } = await verify(token, { appID: 7, userID: 'ann', secret: '${secret}' });
    log(JSON.stringify({ token, userID, node: typeof process + typeof Buffer }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const { token, ...said } = JSON.parse(stdout);
  expect(said).toEqual({ userID: 'ann', node: 'undefinedundefined' });
  expect(await verify(token, { appID: 7, userID: 'ann', secret })).toMatchObject({ userID: 'ann' });
});
