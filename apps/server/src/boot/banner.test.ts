import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSwitches } from '@freshet/core';
import { DataStore } from '@freshet/store';
import { FakeMediaPlane } from '@freshet/testkit';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { ConsoleBrowser } from '../console/testing/console-browser.ts';
import { makeLog, type RunningServer, readSettings, startServer } from '../server.ts';
import { banner } from './banner.ts';

const LINK = /^ {2}(Go live|Watch) +http:\S+#\S+$/gm;
const journal = { lan: false, isTerminal: false };
const terminal = { lan: false, isTerminal: true };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freshet-banner-'));
  return () => rm(folder, { recursive: true, force: true });
});

async function start(): Promise<RunningServer> {
  const settings = readSettings(['--port', '0', '--data', folder], { FRESHET_LOG: 'error' });
  const server = await startServer({ settings, log: makeLog(settings), media: new FakeMediaPlane() });
  onTestFinished(() => server.close());
  return server;
}

test('a first start prints a link to go live and one to watch, wherever its lines go', async () => {
  expect((await banner(await start(), journal)).match(LINK)).toHaveLength(2);
});

test('once somebody has an account, the links are for terminals, and no journal collects them', async () => {
  const server = await start();
  const [, secret = ''] = server.consolePath().split('#setup=');
  await new ConsoleBrowser(server.origin).call('setUp', { secret, name: 'owner', password: 'a long password' });
  expect((await banner(server, terminal)).match(LINK)).toHaveLength(2);
  const kept = await banner(server, { ...journal, lan: true });
  expect(kept).not.toContain('#');
  expect(kept).toContain('/console\n');
});

test('where the project demo is gone, nothing leads into another project', async () => {
  const store = await DataStore.open({ folder });
  await store.projects.create('acme', defaultSwitches);
  store.close();
  const server = await start();
  expect((await banner(server, terminal)).match(LINK)).toBeNull();
  expect(await server.link('host', server.origin)).toBeUndefined();
  expect(await server.projects.list()).toHaveLength(1);
});
