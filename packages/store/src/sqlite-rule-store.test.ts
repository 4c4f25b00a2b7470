import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSwitches, type Rules } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID, RoomID, StreamID, UserID } from '@freshet/protocol';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { DataStore } from './data-store.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freshet-rules-'));
  return () => rm(folder, { recursive: true });
});

async function openStore(): Promise<DataStore> {
  const store = await DataStore.open({ folder });
  onTestFinished(() => store.close());
  return store;
}

const roomID = 'r' as RoomID;
const userID = 'u' as UserID;
const streamID = 's' as StreamID;
const expires = millis(1_900_000_000_000);
const rules: Rules = {
  users: [
    { subject: { type: 1, address: '192.0.2.1' }, login: true, publish: false, expires },
    { subject: { type: 2, roomID }, login: true, publish: true, expires },
    { subject: { type: 3, userID }, login: false, publish: true, expires },
    { subject: { type: 4, roomID, userID }, login: true, publish: true, expires },
  ],
  streams: [{ roomID, streamID, disableAudio: true, disableVideo: false, created: expires, expires }],
  forbidden: [streamID],
};

test('rules are there again after the store was closed and opened, and newer ones replace them', async () => {
  const store = await openStore();
  const { appID } = await store.projects.create('one', defaultSwitches);
  store.rules.save(appID, { ...rules, users: [] });
  store.rules.save(appID, rules);
  store.close();
  expect((await openStore()).rules.load()).toEqual(new Map([[appID, rules]]));
});

test('a project that is removed takes its rules along, and none are kept for one that is not there', async () => {
  const store = await openStore();
  const { appID } = await store.projects.create('one', defaultSwitches);
  store.rules.save(appID, rules);
  await store.projects.remove(appID);
  store.rules.save(7 as AppID, rules);
  expect(store.rules.load()).toEqual(new Map());
});
