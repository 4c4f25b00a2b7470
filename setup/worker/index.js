import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { cacheFolder, root } from '../places.js';
import { SetupError } from '../say.js';
import { hashFolder, libc, recipe, workerKey } from './cache.js';
import { withLock } from './lock.js';
import { findMediasoup } from './mediasoup.js';
import { downloadPrebuilt } from './prebuilt.js';
import { whyNotRunning } from './self-test.js';
import { buildFromSource } from './source.js';

/**
 * @typedef {object} Worker
 * @property {string} bin the program, for MEDIASOUP_WORKER_BIN
 * @property {'environment' | 'cache' | 'prebuilt' | 'source'} from
 *
 * @typedef {object} Options
 * @property {(line: string) => void} log takes the lines meant for a person
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cacheDir] Freshet's cache, outside the work tree
 * @property {string} [from] the folder from which mediasoup is resolved
 */

/**
 * Brings a media worker that runs on this machine: the one the environment names, the one in the cache, mediasoup's
 * official one, or one built from source; in that order.
 * @param {Options} options
 * @returns {Promise<Worker>}
 * @throws {SetupError} whose message says what to do
 */
export async function ensureWorker({ log, env = process.env, cacheDir = cacheFolder(env), from = root }) {
  const worker = env.MEDIASOUP_WORKER_BIN
    ? await fromEnvironment(resolve(env.MEDIASOUP_WORKER_BIN), env)
    : await fromCache(findMediasoup(from), join(cacheDir, 'worker'), { log, env });
  log(`media worker: from ${worker.from === 'source' ? 'source, built here' : `the ${worker.from}`} (${worker.bin})`);
  return worker;
}

/**
 * @param {string} bin
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Worker>}
 */
async function fromEnvironment(bin, env) {
  const problem = await whyNotRunning(bin, env);
  if (problem)
    throw new SetupError(`MEDIASOUP_WORKER_BIN names ${bin}, which does not run: ${problem}. Correct it or unset it`);
  return { bin, from: 'environment' };
}

/**
 * @param {import('./mediasoup.js').Mediasoup} mediasoup
 * @param {string} folder
 * @param {{ log: (line: string) => void, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<Worker>}
 */
async function fromCache(mediasoup, folder, { log, env }) {
  const { platform, arch } = process;
  const key = workerKey({ version: mediasoup.version, platform, arch, libc: libc(), recipe: hashFolder(recipe) });
  const place = join(folder, key);
  const bin = join(place, 'mediasoup-worker');
  const isThere = async () => !(await whyNotRunning(bin, env));
  if (await isThere()) return { bin, from: 'cache' };
  const onWait = () => log('media worker: another process is preparing it, waiting');
  return withLock(place, onWait, async () => {
    if (await isThere()) return { bin, from: 'cache' };
    return obtain(mediasoup, place, { log, env });
  });
}

/**
 * Puts a worker into the cache. What stands there under its final name has run once.
 * @param {import('./mediasoup.js').Mediasoup} mediasoup
 * @param {string} place
 * @param {{ log: (line: string) => void, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<Worker>}
 */
async function obtain(mediasoup, place, { log, env }) {
  removeLeftovers(place);
  const temporary = mkdtempSync(`${place}.tmp-`);
  try {
    const { bin, from } = await prebuiltOrBuilt(mediasoup, temporary, { log, env });
    mkdirSync(join(temporary, 'ready'));
    renameSync(bin, join(temporary, 'ready', 'mediasoup-worker'));
    rmSync(place, { recursive: true, force: true });
    renameSync(join(temporary, 'ready'), place);
    return { bin: join(place, 'mediasoup-worker'), from };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {import('./mediasoup.js').Mediasoup} mediasoup
 * @param {string} folder
 * @param {{ log: (line: string) => void, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<Worker>} a worker that runs, still in the folder
 */
async function prebuiltOrBuilt(mediasoup, folder, { log, env }) {
  log(`media worker: looking for mediasoup's official ${mediasoup.version} for ${process.platform} ${process.arch}`);
  try {
    const bin = await downloadPrebuilt(mediasoup, folder, env);
    const problem = await whyNotRunning(bin, env);
    if (!problem) return { bin, from: 'prebuilt' };
    log(`media worker: the official one does not run here: ${problem}`);
  } catch (error) {
    log(`media worker: the official one cannot be had: ${error instanceof Error ? error.message : error}`);
  }
  log('media worker: building it from source, once on this machine; this takes some minutes');
  const bin = await buildFromSource(mediasoup, folder, { log, env, isRoot: process.getuid?.() === 0 });
  const problem = await whyNotRunning(bin, env);
  if (problem) throw new SetupError(`the media worker was built, but does not run: ${problem}`);
  return { bin, from: 'source' };
}

/**
 * Removes what a process that died on the way has left; nobody else works under this name now.
 * @param {string} place
 */
function removeLeftovers(place) {
  const prefix = `${basename(place)}.tmp-`;
  const names = readdirSync(dirname(place)).filter((name) => name.startsWith(prefix));
  // A compiler that lost its parent may still be writing for a moment.
  for (const name of names) rmSync(join(dirname(place), name), { recursive: true, force: true, maxRetries: 10 });
}
