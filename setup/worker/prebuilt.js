import { chmodSync, createWriteStream, mkdirSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runAside } from '../child.js';

/** Milliseconds until the server has answered, and until everything has come. */
const CONNECT_LIMIT = 5_000;
const DOWNLOAD_LIMIT = 120_000;

/**
 * The file under which mediasoup publishes its worker for a machine.
 * @param {{ version: string, platform: string, arch: string, kernel: string }} machine `kernel` is its release
 */
export function prebuiltName({ version, platform, arch, kernel }) {
  const suffix = platform === 'linux' ? `-kernel${Number.parseInt(kernel, 10)}` : '';
  return `mediasoup-worker-${version}-${platform}-${arch}${suffix}.tgz`;
}

/**
 * Downloads mediasoup's official worker. The variables with which mediasoup's own installation is steered work here too.
 * @param {import('./mediasoup.js').Mediasoup} mediasoup
 * @param {string} folder an existing folder to put it into
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} the program
 * @throws {Error} whose message says why it cannot be had
 */
export async function downloadPrebuilt({ version, releases }, folder, env) {
  if (env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) throw new Error('MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD is set');
  const base = env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL;
  const { platform, arch } = process;
  const name = prebuiltName({ version, platform, arch, kernel: release() });
  const archive = join(folder, name);
  await download(`${base ? `${base}/${version}` : releases}/${name}`, archive);
  const unpacked = join(folder, 'prebuilt');
  mkdirSync(unpacked);
  const { code, output } = await runAside(['tar', '-xzf', archive, '-C', unpacked], { env });
  if (code !== 0) throw new Error(`${name} cannot be unpacked: ${output.trim()}`);
  const bin = join(unpacked, 'mediasoup-worker');
  chmodSync(bin, 0o755);
  return bin;
}

/**
 * @param {string} url
 * @param {string} path
 */
async function download(url, path) {
  const patience = new AbortController();
  const { signal } = patience;
  let timer = setTimeout(() => patience.abort(), CONNECT_LIMIT);
  try {
    const response = await fetch(url, { signal });
    clearTimeout(timer);
    timer = setTimeout(() => patience.abort(), DOWNLOAD_LIMIT);
    if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
    await pipeline(response.body, createWriteStream(path), { signal });
  } catch (error) {
    if (signal.aborted) throw new Error(`${new URL(url).host} did not answer in time`, { cause: error });
    // fetch calls everything "fetch failed"; what failed is in its cause.
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
  } finally {
    clearTimeout(timer);
  }
}
