import { spawn } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runAside } from '../child.js';
import { findProgram } from '../places.js';
import { SetupError } from '../say.js';
import { recipe } from './cache.js';
import { fetchLibsrtp } from './libsrtp.js';
import { ensureDebianPackages } from './packages.js';

const TOOLS = ['g++', 'cmake', 'ninja-build', 'pkg-config', 'dpkg-dev'];
const LIBRARIES = ['libssl-dev', 'libuv1-dev', 'libabsl-dev', 'flatbuffers-compiler', 'libflatbuffers-dev'];

/** The time between two lines of progress. Milliseconds. */
const SILENCE = 5_000;

/** What one compiler takes, at most. Bytes. */
const COMPILER_MEMORY = 700e6;

/** @typedef {{ log: (line: string) => void, env: NodeJS.ProcessEnv, isRoot: boolean }} Options */

/**
 * Builds the worker from the sources in mediasoup's npm package against the distribution's libraries.
 * @param {import('./mediasoup.js').Mediasoup} mediasoup
 * @param {string} folder an existing folder to work in
 * @param {Options} options
 * @returns {Promise<string>} the program
 */
export async function buildFromSource({ version, sources }, folder, options) {
  const { env } = options;
  if (!findProgram('apt-get', env))
    throw new SetupError(
      `the official media worker cannot be had, and building it needs Debian's packages, but this machine has no apt-get: ` +
        `let this machine reach github.com, or name a mediasoup-worker of version ${version} in MEDIASOUP_WORKER_BIN`,
    );
  await ensureDebianPackages([...TOOLS, ...LIBRARIES], options);
  const libsrtp = await libsrtpSource(join(folder, 'libsrtp'), options);
  const build = join(folder, 'build');
  const variables = { MEDIASOUP_VERSION: version, MEDIASOUP_WORKER: sources, LIBSRTP_SOURCE: libsrtp };
  const definitions = Object.entries(variables).map(([name, value]) => `-D${name}=${value}`);
  const cmake = await runAside(['cmake', '-G', 'Ninja', '-S', recipe, '-B', build, ...definitions], { env });
  if (cmake.code !== 0) throw new SetupError('the media worker cannot be built: cmake says why, above', cmake.output);
  await compile(build, options);
  return join(build, 'mediasoup-worker');
}

/**
 * @param {string} folder
 * @param {Options} options
 * @returns {Promise<string>} empty: the system's libsrtp is to be used
 */
async function libsrtpSource(folder, options) {
  try {
    return await fetchLibsrtp(folder, options.env);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    options.log(
      `warning: the source of libsrtp cannot be had (${reason}). With the system's own build of it, which is used ` +
        'instead, each packet takes about half as much processor time again. ' +
        'To try once more later, delete this worker from the cache',
    );
    await ensureDebianPackages(['libsrtp2-dev'], options);
    return '';
  }
}

/**
 * @param {string} build
 * @param {Options} options
 */
async function compile(build, { log, env }) {
  const jobs = Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / COMPILER_MEMORY)));
  const child = spawn('ninja', ['-C', build, '-j', String(jobs), 'mediasoup-worker'], {
    env: { ...env, NINJA_STATUS: '[%f/%t] ' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const start = performance.now();
  let spoken = -SILENCE;
  /** @type {string[]} */
  const lines = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    const now = performance.now();
    const share = shareDone(line);
    if (share === undefined || now - spoken < SILENCE) return;
    spoken = now;
    log(progressLine(share, now - start));
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0)
    throw new SetupError('the media worker cannot be built: the compiler says why, above', lines.slice(-40).join('\n'));
  log(progressLine(1, performance.now() - start));
}

/**
 * How far a line of ninja's says it is.
 * @param {string} line
 * @returns {number | undefined} 0 to 1
 */
export function shareDone(line) {
  const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
  return done && all ? Number(done) / Number(all) : undefined;
}

/**
 * @param {number} share 0 to 1
 * @param {number} elapsed milliseconds
 */
export function progressLine(share, elapsed) {
  const seconds = Math.floor(elapsed / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
  return `[${String(Math.floor(share * 100)).padStart(3)} %] compiling the media worker, ${time}`;
}
