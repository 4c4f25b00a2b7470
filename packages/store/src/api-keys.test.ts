import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { defaultSwitches } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteApiKeys } from './api-keys.ts';
import { DataStore } from './data-store.ts';

let folder: string;
let store: DataStore;
let appID: AppID;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freshet-keys-'));
  store = await DataStore.open({ folder });
  appID = (await store.projects.create('shop', defaultSwitches)).appID;
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true, force: true });
});

test('a key is its own project’s alone, and is there after a restart', async () => {
  const other = await store.projects.create('other', defaultSwitches);
  const { id, key } = store.apiKeys.create(appID, 'backend');
  store.apiKeys.create(other.appID, 'theirs');
  store.close();
  store = await DataStore.open({ folder });
  expect(store.apiKeys.verify(key)).toMatchObject({ id, appID, name: 'backend' });
  expect(store.apiKeys.list(appID).map(({ name }) => name)).toEqual(['backend']);
});

test('a key that was altered, cut, made up or is none of ours opens nothing', () => {
  const { key } = store.apiKeys.create(appID, 'backend');
  const last = key.at(-1) === '0' ? '1' : '0';
  for (const wrong of [
    '',
    'x',
    `${key}0`,
    key.slice(0, -1),
    key.slice(0, -1) + last,
    `fk_${'0'.repeat(16)}_${'0'.repeat(64)}`,
  ]) {
    expect(store.apiKeys.verify(wrong)).toBeUndefined();
  }
});

test('a revoked key opens nothing, and only its own project revokes it', async () => {
  const other = await store.projects.create('other', defaultSwitches);
  const { id, key } = store.apiKeys.create(appID, 'backend');
  expect(store.apiKeys.revoke(other.appID, id)).toBe(false);
  expect(store.apiKeys.verify(key)).toBeDefined();
  expect(store.apiKeys.revoke(appID, id)).toBe(true);
  expect(store.apiKeys.verify(key)).toBeUndefined();
});

test('a project that is removed takes its keys along, and an unknown project gets none', async () => {
  const { key } = store.apiKeys.create(appID, 'backend');
  await store.projects.remove(appID);
  expect(store.apiKeys.verify(key)).toBeUndefined();
  expect(() => store.apiKeys.create(appID, 'late')).toThrow('1001004');
});

test('the last use is noted to the minute', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE projects (app_id INTEGER); INSERT INTO projects VALUES (1)');
  database.exec(
    'CREATE TABLE api_keys (id TEXT, app_id INTEGER, name TEXT, hash BLOB, created INTEGER, last_used INTEGER)',
  );
  let now = 1_000_000;
  const keys = new SqliteApiKeys(database, { now: () => millis(now) });
  const mine = 1 as AppID;
  const { key } = keys.create(mine, 'backend');
  expect(keys.list(mine)[0]).not.toHaveProperty('lastUsed');
  for (const [step, noted] of [
    [0, 1_000_000],
    [59_999, 1_000_000],
    [1, 1_060_000],
  ] as const) {
    now += step;
    keys.verify(key);
    expect(keys.list(mine)[0]?.lastUsed).toBe(noted);
  }
  database.close();
});

test('a key opens the API where its use cannot be written, which is tried once a minute', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE projects (app_id INTEGER); INSERT INTO projects VALUES (1)');
  database.exec(
    'CREATE TABLE api_keys (id TEXT, app_id INTEGER, name TEXT, hash BLOB, created INTEGER, last_used INTEGER)',
  );
  let now = 1_000_000;
  const keys = new SqliteApiKeys(database, { now: () => millis(now) });
  const { id, key } = keys.create(1 as AppID, 'backend');
  database.exec('PRAGMA query_only = 1');
  expect(keys.verify(key)).toMatchObject({ id });
  database.exec('PRAGMA query_only = 0');
  for (const [step, noted] of [
    [59_999, undefined],
    [1, 1_060_000],
  ] as const) {
    now += step;
    expect(keys.verify(key)).toMatchObject({ id });
    expect(keys.list(1 as AppID)[0]?.lastUsed).toBe(noted);
  }
  database.close();
});

test('the key itself is nowhere in the data folder', async () => {
  const { key } = store.apiKeys.create(appID, 'backend');
  store.close();
  const secret = key.split('_')[2] ?? '';
  expect((await readFile(join(folder, 'freshet.db'))).includes(secret)).toBe(false);
});
