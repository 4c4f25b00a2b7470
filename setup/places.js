import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the work tree. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The folder outside the work tree that a second clone finds again.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.FRESHET_CACHE_DIR) return resolve(env.FRESHET_CACHE_DIR);
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'freshet');
  return platform === 'darwin' ? join(homedir(), 'Library', 'Caches', 'freshet') : join(homedir(), '.cache', 'freshet');
}

/**
 * Finds a program as a shell would, and in the folders that an ordinary user's PATH leaves out on Debian.
 * @param {string} name a program's name or an absolute path
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} its path
 */
export function findProgram(name, env = process.env) {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].filter(Boolean);
  return folders.map((folder) => resolve(folder, name)).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
