import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { release, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test as base, describe, expect, onTestFinished } from 'vitest';
import { ensureWorker } from './index.js';
import { prebuiltName } from './prebuilt.js';

/** Reports that it runs, as a worker does on its channel, and stays. */
const RUNS = '#!/bin/sh\nprintf running >&4\nexec /bin/sleep 60\n';
const BREAKS = '#!/bin/sh\necho "libmissing.so: cannot open" >&2\nexit 127\n';

const test = base.extend<{ folder: string; lines: string[]; log: (line: string) => void }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to learn what a fixture needs.
  folder: async ({}, use) => use(mkdtempSync(join(tmpdir(), 'freshet-test-'))),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  lines: async ({}, use) => use([]),
  log: async ({ lines }, use) => use((line) => void lines.push(line)),
});

function program(folder: string, script: string): string {
  const bin = join(folder, 'mediasoup-worker');
  writeFileSync(bin, script);
  chmodSync(bin, 0o755);
  return bin;
}

/** A folder with an installed mediasoup of a version that nobody published. */
function clone(folder: string): string {
  const mediasoup = join(folder, 'node_modules', 'mediasoup');
  mkdirSync(mediasoup, { recursive: true });
  const repository = { url: 'git+https://releases.invalid/mediasoup.git' };
  writeFileSync(join(mediasoup, 'package.json'), JSON.stringify({ version: '0.0.1', main: 'index.js', repository }));
  writeFileSync(join(mediasoup, 'index.js'), '');
  return folder;
}

/** A server of releases that has this archive, or none. */
async function releases(archive?: Buffer) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(archive ? 200 : 404).end(archive);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, requests };
}

function archiveOf(folder: string, script: string): Buffer {
  const bin = program(folder, script);
  execFileSync('tar', ['-czf', join(folder, 'worker.tgz'), '-C', dirname(bin), basename(bin)]);
  return readFileSync(join(folder, 'worker.tgz'));
}

describe('MEDIASOUP_WORKER_BIN', () => {
  test('wins over cache and download, which are not even looked at', async ({ folder, log }) => {
    const bin = program(folder, RUNS);
    const { url, requests } = await releases();
    const env = { MEDIASOUP_WORKER_BIN: bin, MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: url };
    const worker = await ensureWorker({ log, env, cacheDir: join(folder, 'cache'), from: folder });
    expect(worker).toEqual({ bin, from: 'environment' });
    expect(requests).toEqual([]);
  });

  test('that names a broken program is refused with its reason', async ({ folder, log }) => {
    const env = { MEDIASOUP_WORKER_BIN: program(folder, BREAKS) };
    const refused = expect(ensureWorker({ log, env })).rejects;
    await refused.toThrow(/MEDIASOUP_WORKER_BIN names .*exit code 127.*: libmissing.so: cannot open/);
  });

  test('that names nothing is refused with its path', async ({ folder, log }) => {
    const env = { MEDIASOUP_WORKER_BIN: join(folder, 'nowhere') };
    await expect(ensureWorker({ log, env })).rejects.toThrow(/nowhere, which does not run: .*ENOENT/);
  });
});

describe('the official worker', () => {
  test('is downloaded once, also for two at a time, and then found in the cache', async ({ folder, log }) => {
    const { url, requests } = await releases(archiveOf(folder, RUNS));
    const env = { ...process.env, MEDIASOUP_WORKER_BIN: '', MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: url };
    const options = { log, env, cacheDir: join(folder, 'cache'), from: clone(folder) };
    const both = await Promise.all([ensureWorker(options), ensureWorker(options)]);
    expect(both.map((worker) => worker.from).sort()).toEqual(['cache', 'prebuilt']);
    expect(await ensureWorker(options)).toEqual({ bin: both[0].bin, from: 'cache' });
    const { platform, arch } = process;
    expect(requests).toEqual([`/0.0.1/${prebuiltName({ version: '0.0.1', platform, arch, kernel: release() })}`]);
    expect(readdirSync(join(folder, 'cache', 'worker')).filter((name) => name.includes('.tmp-'))).toEqual([]);
  });

  test('that does not run is not cached, and without apt-get one line says what to do', async ({
    folder,
    lines,
    log,
  }) => {
    const { url } = await releases(archiveOf(folder, BREAKS));
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    for (const name of ['tar', 'gzip']) symlinkSync(join('/bin', name), join(tools, name));
    const env = { PATH: tools, MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: url };
    const refused = expect(ensureWorker({ log, env, cacheDir: join(folder, 'cache'), from: clone(folder) })).rejects;
    await refused.toThrow(
      /no apt-get: let this machine reach github.com, or name a mediasoup-worker of version 0\.0\.1/,
    );
    expect(lines.join('\n')).toMatch(/the official one does not run here: .*libmissing/);
    expect(readdirSync(join(folder, 'cache', 'worker')).filter((name) => !name.includes('.lock.'))).toEqual([]);
  });
});

test.each([
  ['linux', '6.1.0-18-amd64', 'mediasoup-worker-3.27.1-linux-arm64-kernel6.tgz'],
  ['darwin', '24.0.0', 'mediasoup-worker-3.27.1-darwin-arm64.tgz'],
])('the official worker for %s has the name mediasoup gives it', (platform, kernel, name) => {
  expect(prebuiltName({ version: '3.27.1', platform, arch: 'arm64', kernel })).toBe(name);
});
