import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What shapes a worker that is built here: the build file, and the headers that stand in front of others. */
export const recipe = fileURLToPath(new URL('recipe', import.meta.url));

/**
 * The name under which a worker is cached: two machines, or two recipes, that need different workers get different names.
 * @param {{ version: string, platform: string, arch: string, libc: string, recipe: string }} parts
 */
export function workerKey({ version, platform, arch, libc, recipe }) {
  return [version, platform, arch, libc, recipe].join('-');
}

/**
 * A short hash of all files in a folder, their names included.
 * @param {string} folder
 */
export function hashFolder(folder) {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { encoding: 'utf8', recursive: true }).sort();
  for (const name of names.filter((name) => statSync(join(folder, name)).isFile())) {
    const content = readFileSync(join(folder, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}

/**
 * The C library of this machine, with its version where programs depend on that.
 * @returns {string} such as `glibc2.36`, `musl`, or `system` where there is one only
 */
export function libc() {
  if (process.platform !== 'linux') return 'system';
  const { status, stdout } = spawnSync('getconf', ['GNU_LIBC_VERSION'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replace(' ', '') : 'musl';
}
