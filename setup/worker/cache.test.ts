import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashFolder, libc, workerKey } from './cache.js';

const machine = { version: '3.27.1', platform: 'linux', arch: 'x64', libc: 'glibc2.36', recipe: 'abc' };

describe('the name of a cached worker', () => {
  test('spells out everything that decides whether a worker fits', () => {
    expect(workerKey(machine)).toBe('3.27.1-linux-x64-glibc2.36-abc');
  });

  test.each([{ version: '3.27.2' }, { platform: 'darwin' }, { arch: 'arm64' }, { libc: 'musl' }, { recipe: 'abd' }])(
    'changes with %o',
    (difference) => {
      expect(workerKey({ ...machine, ...difference })).not.toBe(workerKey(machine));
    },
  );

  test('has a word for this C library', () => {
    expect(libc()).toMatch(/^(glibc\d+\.\d+|musl|system)$/);
  });
});

describe('the hash of a recipe', () => {
  test('stays the same for the same files and changes with a name, a content or a place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'freshet-test-'));
    mkdirSync(join(folder, 'include'));
    writeFileSync(join(folder, 'include', 'a.h'), 'one');
    const seen = [hashFolder(folder)];
    expect(hashFolder(folder)).toBe(seen[0]);
    writeFileSync(join(folder, 'include', 'a.h'), 'two');
    seen.push(hashFolder(folder));
    renameSync(join(folder, 'include', 'a.h'), join(folder, 'include', 'b.h'));
    seen.push(hashFolder(folder));
    renameSync(join(folder, 'include', 'b.h'), join(folder, 'b.h'));
    seen.push(hashFolder(folder));
    expect(new Set(seen).size).toBe(seen.length);
  });
});
