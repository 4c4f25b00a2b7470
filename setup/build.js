import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { runAside } from './child.js';
import { root } from './places.js';
import { SetupError, timed } from './say.js';

/** Where a build keeps the hash of what it was made from: inside what vite empties first, so a broken build leaves none. */
const STAMP = join('dist', '.sources');

/**
 * @param {string} top the root of a work tree
 * @returns {string[]} the folders of its workspaces, relative to it
 */
function workspaces(top = root) {
  const groups = ['packages', 'apps'].filter((group) => existsSync(join(top, group)));
  const grouped = groups.flatMap((group) => readdirSync(join(top, group)).map((name) => join(group, name)));
  return [...grouped, 'bench', 'tests'].filter((folder) => existsSync(join(top, folder, 'package.json')));
}

/**
 * What is built, for browsers and for backends, lives in the workspaces that have a vite configuration.
 * @param {string} [top]
 */
export function bundledWorkspaces(top = root) {
  return workspaces(top).filter((folder) => existsSync(join(top, folder, 'vite.config.ts')));
}

/**
 * Makes the bundles whose sources are not those of its last build.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {{ evenIfFresh?: boolean }} [options]
 */
export async function buildBundles(node, env, { evenIfFresh = false } = {}) {
  for (const folder of bundledWorkspaces()) {
    const hash = sourceHash(folder);
    if (!evenIfFresh && readStamp(folder) === hash) continue;
    await timed(`bundle of ${folder}`, async () => {
      const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
      const command = [node, vite, 'build', '--logLevel', 'warn'];
      const { code, output } = await runAside(command, { env, cwd: join(root, folder) });
      if (code !== 0) throw new SetupError(`vite build in ${folder} ended with ${code}`, output);
      writeFileSync(join(root, folder, STAMP), hash);
    });
  }
}

/** @param {string} folder */
function readStamp(folder) {
  const path = join(root, folder, STAMP);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * A hash of everything a build reads: the workspace, our packages below it, and the lock file for those of others.
 * @param {string} folder
 * @param {string} [top]
 */
export function sourceHash(folder, top = root) {
  const hash = createHash('sha256');
  const files = [...withDependencies(folder, top)].sort().flatMap((each) => sources(join(top, each)));
  for (const file of [...files, join(top, 'package-lock.json')]) {
    hash
      .update(`${relative(top, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @param {string} top
 * @param {Set<string>} [found]
 */
function withDependencies(folder, top, found = new Set()) {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(top, folder, 'package.json'), 'utf8'),
  );
  const wanted = Object.keys({ ...dependencies, ...devDependencies });
  for (const other of workspaces(top)) {
    if (dirname(other) === 'packages' && wanted.includes(`@freshet/${basename(other)}`))
      withDependencies(other, top, found);
  }
  return found;
}

/**
 * @param {string} folder
 * @returns {string[]} the files in it that a build may read, in a stable order
 */
function sources(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist', '.cache'].includes(entry.name) ? [] : sources(path);
    return entry.name.includes('.test.') ? [] : [path];
  });
}
