import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSwitches, noticeNames } from '@freshet/core';
import { DataStore } from '@freshet/store';
import { eventually, SpawnedServer, type WireServer, wireLogin } from '@freshet/testkit';
import { mint } from '@freshet/token';
import { expect, onTestFinished, test } from 'vitest';
import { Receiver } from './testing/receiver.ts';

/** A data folder whose demo project is told everything at one URL. */
async function madeFolder(url: string) {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-killed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const store = await DataStore.open({ folder });
  const { appID } = await store.projects.create('demo', { ...defaultSwitches, callbacks: true });
  const callbackURLs = Object.fromEntries(noticeNames.map((name) => [name, url]));
  const project = await store.projects.update(appID, { callbackURLs });
  store.close();
  return { folder, project };
}

test('a receiver that is down while the server is killed and started again gets every event, in an order that can be restored', async () => {
  const receiver = await Receiver.start();
  onTestFinished(() => receiver.close());
  const { folder, project } = await madeFolder(receiver.origin);
  receiver.goDown();
  const env = { FRESHET_DATA: folder, FRESHET_CALLBACK_PRIVATE: '127.0.0.1', FRESHET_ANNOUNCE: '127.0.0.1' };
  const server = await SpawnedServer.start({ env });
  onTestFinished(() => server.close());
  const door = (): WireServer => ({
    origin: server.links.origin,
    demo: project,
    token: (wish) => mint({ lifetime: 3600, ...wish, appID: project.appID, secret: project.serverSecret }),
  });
  const { client: ann } = await wireLogin(door(), { roomID: 'room', userID: 'ann' });
  await wireLogin(door(), { roomID: 'room', userID: 'bob' });
  await ann.request('logout', {});
  await eventually(() => receiver.missed >= 2, 'attempts in vain before the kill');
  await server.kill();
  const before = receiver.missed;
  await server.startAgain();
  const { client: cleo } = await wireLogin(door(), { roomID: 'room', userID: 'cleo' });
  await cleo.request('logout', {});
  await eventually(() => receiver.missed >= before + 2, 'attempts in vain after the kill');
  // Whoever takes a callback and does not say so is told it once more.
  receiver.answer = (_received, response) => {
    receiver.answer = () => undefined;
    response.destroy();
  };
  receiver.isDown = false;
  const told = await eventually(() => receiver.distinct.length >= 10 && receiver.distinct, 'every event', {
    within: 25_000,
  });
  const lives = Map.groupBy(told, ({ raw }) => /"room_se(?:ssion_id|q)":"?(\d+)/.exec(raw)?.[1]);
  const stories = [...lives.values()].map((life) =>
    life
      .toSorted((a, b) => a.delivery_seq - b.delivery_seq)
      .map(({ event, user_account, delivery_seq }) => [delivery_seq, event, user_account]),
  );
  expect(stories).toEqual([
    [
      [1, 'room_create', undefined],
      [2, 'room_login', 'ann'],
      [3, 'room_login', 'bob'],
      [4, 'room_logout', 'ann'],
      [5, 'room_logout', 'bob'],
      [6, 'room_close', undefined],
    ],
    [
      [1, 'room_create', undefined],
      [2, 'room_login', 'cleo'],
      [3, 'room_logout', 'cleo'],
      [4, 'room_close', undefined],
    ],
  ]);
  expect(receiver.received.length).toBeGreaterThan(told.length);
}, 60_000);
