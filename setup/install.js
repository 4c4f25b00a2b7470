import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAside } from './child.js';
import { npmCommand } from './node.js';
import { root } from './places.js';
import { SetupError, timed } from './say.js';

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * Whether node_modules holds what the lock file says: npm keeps a lock of what it installed, written last.
 * Optional packages may be missing, because those of other platforms are never installed.
 * @param {Lock} lock package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  if (!installed) return false;
  const inModules = (/** @type {string} */ path) => path.startsWith('node_modules/');
  const wanted = Object.entries(lock.packages).filter(([path]) => inModules(path));
  const known = new Set(wanted.map(([path]) => path));
  if (Object.keys(installed.packages).some((path) => inModules(path) && !known.has(path))) return false;
  return wanted.every(([path, entry]) => {
    const found = installed.packages[path];
    return found ? found.version === entry.version && found.integrity === entry.integrity : entry.optional === true;
  });
}

/**
 * Brings the packages of the lock file, when they are not there already.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensurePackages(node, env) {
  const lock = readLock('package-lock.json');
  if (!lock) throw new SetupError('package-lock.json is missing: this is not a whole clone');
  if (isInstalled(lock, readLock('node_modules/.package-lock.json'))) return;
  await timed('packages of the lock file', async () => {
    // The development tools are part of every command, whatever NODE_ENV says.
    const command = [...npmCommand(node), 'ci', '--include=dev', '--ignore-scripts', '--loglevel=error'];
    const { code, output } = await runAside(command, { env, cwd: root });
    if (code !== 0) throw new SetupError(`npm ci ended with ${code}: its own lines above say why`, output);
  });
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
}
