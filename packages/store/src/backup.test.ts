import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSwitches } from '@freshet/core';
import { expect, onTestFinished, test } from 'vitest';
import { DataStore } from './data-store.ts';
import { StoreError } from './store-error.ts';

async function place(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function openAt(folder: string): Promise<DataStore> {
  const store = await DataStore.open({ folder });
  onTestFinished(() => store.close());
  return store;
}

test('a backup of a store at work opens as a data folder and has the same projects and secrets', async () => {
  const folder = await place();
  const store = await openAt(join(folder, 'data'));
  const project = await store.projects.create('shop', defaultSwitches);
  const target = join(folder, 'backups', 'one');
  await store.backUp(target);
  await store.projects.create('later', defaultSwitches);
  const restored = await openAt(target);
  expect(await restored.projects.list()).toEqual([project]);
});

test('a backup can be read by its owner alone', async () => {
  const folder = await place();
  const store = await openAt(join(folder, 'data'));
  const target = join(folder, 'backup');
  await store.backUp(target);
  const modes = await Promise.all(
    [target, join(target, 'freshet.db'), join(target, 'key')].map(async (path) => (await stat(path)).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o600, 0o600]);
  expect(await readdir(target)).toEqual(['freshet.db', 'key']);
});

test('a backup to a folder that is there, or cannot be, is refused in one line', async () => {
  const folder = await place();
  const store = await openAt(join(folder, 'data'));
  await expect(store.backUp(folder)).rejects.toThrow(/is there already: name a new folder/);
  await writeFile(join(folder, 'file'), '');
  await expect(store.backUp(join(folder, 'file', 'backup'))).rejects.toThrow(StoreError);
});
