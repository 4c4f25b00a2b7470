import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, findProgram } from './places.js';

test.each([
  [{ FRESHET_CACHE_DIR: '/srv/cache', XDG_CACHE_HOME: '/xdg' }, 'linux' as const, '/srv/cache'],
  [{ XDG_CACHE_HOME: '/xdg' }, 'linux' as const, '/xdg/freshet'],
])('with %o on %s the cache is %s', (env, platform, expected) => {
  expect(cacheFolder(env, platform)).toBe(expected);
});

test('each system has its own usual place for the cache', () => {
  expect(cacheFolder({}, 'linux')).toMatch(join('.cache', 'freshet'));
  expect(cacheFolder({}, 'darwin')).toMatch(join('Library', 'Caches', 'freshet'));
});

test('a program is found by name and by path, and a missing one is not', () => {
  expect(findProgram('sh')).toMatch(/\/sh$/);
  expect(findProgram(process.execPath, {})).toBe(process.execPath);
  expect(findProgram('no-such-program')).toBeUndefined();
});
