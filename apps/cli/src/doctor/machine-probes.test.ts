import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { machineProbes } from './machine-probes.ts';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a port that another program has is found, and one that is free is not', async () => {
  const other = createServer().listen(0, '0.0.0.0');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const env = { FRESHET_PORT: String(port), FRESHET_MEDIA_PORT: '0' };
  const probes = await machineProbes(await newFolder(), env);
  expect(await probes.takenPorts()).toEqual([{ protocol: 'tcp', port }]);
});

test('a folder, its absence and a file in its place are told apart', async () => {
  const folder = await newFolder();
  expect(await (await machineProbes(folder, {})).folder()).toMatchObject({ name: 'usable', openToOthers: false });
  expect(await (await machineProbes(join(folder, 'none'), {})).folder()).toEqual({ name: 'missing' });
  await writeFile(join(folder, 'file'), '');
  expect(await (await machineProbes(join(folder, 'file', 'data'), {})).folder()).toMatchObject({ name: 'unusable' });
});

test('a worker that is none, and a certificate that is none, are found', async () => {
  const env = { MEDIASOUP_WORKER_BIN: '/bin/false', FRESHET_CERT: '/nowhere.pem' };
  const probes = await machineProbes(await newFolder(), env);
  expect(await probes.worker()).toMatch(/false ends at once \(exit code 1\)/);
  expect(await probes.certificate()).toMatchObject({ name: 'unusable' });
  const missing = await machineProbes(await newFolder(), { MEDIASOUP_WORKER_BIN: '/nowhere/worker' });
  expect(await missing.worker()).toMatch(/does not run/);
});

test('the media worker of this machine runs', async () => {
  const probes = await machineProbes(await newFolder(), process.env);
  expect(await probes.worker()).toBe('good');
});
