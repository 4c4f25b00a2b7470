import { expect, test } from 'vitest';
import { isInstalled } from './install.js';

const one = { version: '1.0.0', integrity: 'sha512-one' };
const lock = {
  packages: {
    '': {},
    'packages/kit': { version: '0.1.0' },
    'node_modules/@freshet/kit': { link: true },
    'node_modules/one': one,
    'node_modules/other-platform': { version: '2.0.0', optional: true },
  },
};
const installed = { packages: { 'node_modules/@freshet/kit': { link: true }, 'node_modules/one': one } };

test('nothing is to be done where everything is there but packages of other platforms', () => {
  expect(isInstalled(lock, installed)).toBe(true);
});

test.each([
  ['nothing was installed yet', undefined],
  ['a package is missing', { packages: { 'node_modules/@freshet/kit': { link: true } } }],
  [
    'a package has another version',
    { packages: { ...installed.packages, 'node_modules/one': { ...one, version: '1.0.1' } } },
  ],
  ['a package has other content', { packages: { ...installed.packages, 'node_modules/one': { version: '1.0.0' } } }],
  ['a package is left that the lock no longer has', { packages: { ...installed.packages, 'node_modules/old': one } }],
])('packages are to be installed when %s', (_, found) => {
  expect(isInstalled(lock, found)).toBe(false);
});
