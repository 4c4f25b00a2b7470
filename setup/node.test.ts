import { expect, test } from 'vitest';
import { environmentFor, isNewEnough, npmCommand } from './node.js';

test.each([
  ['20.20.2', false],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s runs the project: %s', (version, expected) => {
  expect(isNewEnough(version)).toBe(expected);
});

test('children see the chosen Node first and no trace of the one that npm runs on', () => {
  const outer = { PATH: '/usr/bin', NODE: '/usr/bin/node', npm_node_execpath: '/usr/bin/node', HOME: '/home/ann' };
  expect(environmentFor(outer, '/cache/node/bin/node')).toEqual({
    PATH: '/cache/node/bin:/usr/bin',
    HOME: '/home/ann',
  });
});

test('the npm that started us runs under the chosen Node', () => {
  const env = { npm_execpath: '/usr/share/npm/bin/npm-cli.js' };
  expect(npmCommand('/cache/bin/node', env)).toEqual(['/cache/bin/node', '/usr/share/npm/bin/npm-cli.js']);
});

test('without npm, or under another package manager, npm is looked up', () => {
  expect(npmCommand('/cache/bin/node', {})).toEqual(['npm']);
  expect(npmCommand('/cache/bin/node', { npm_execpath: '/opt/yarn/bin/yarn.js' })).toEqual(['npm']);
});
