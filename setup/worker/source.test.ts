import { expect, test } from 'vitest';
import { sourceLines } from './libsrtp.js';
import { progressLine, shareDone } from './source.js';

test('a line of progress says the share and the time', () => {
  expect(progressLine(0.427, 70_900)).toBe('[ 42 %] compiling the media worker, 1 min 10 s');
  expect(progressLine(1, 9_000)).toBe('[100 %] compiling the media worker, 9 s');
});

test("ninja's counter is read, its other lines are not", () => {
  expect(shareDone('[139/278] Building CXX object a.cpp.o')).toBe(0.5);
  expect(shareDone('ninja: warning: bad deps log')).toBeUndefined();
});

test("source lines are made from the distribution's own sources, once each, and from no other", () => {
  const targets = [
    'http://mirror.example/debian/ bookworm main',
    'http://mirror.example/debian/ bookworm main',
    'http://mirror.example/debian-security/ bookworm-security main',
    'https://packages.example.com/apt/ cloud-bookworm main',
    'https://deb.example.com/node/ nodistro main',
  ].join('\n');
  expect(sourceLines(targets, { codename: 'bookworm', signedBy: '/k.gpg' })).toEqual([
    'deb-src [signed-by=/k.gpg] http://mirror.example/debian/ bookworm main\n',
    'deb-src [signed-by=/k.gpg] http://mirror.example/debian-security/ bookworm-security main\n',
  ]);
  expect(sourceLines(targets, { codename: 'bookworm', signedBy: undefined })[0]).toMatch(/^deb-src http/);
});
