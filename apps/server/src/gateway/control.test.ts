import type { AppID, RoomID, StreamID, UserID } from '@freshet/protocol';
import { type LaunchedServer, WireClient } from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServer, Stage } from './testing/stage.ts';

let server: LaunchedServer;
let appID: AppID;

beforeAll(async () => {
  server = await openServer();
  appID = server.demo.appID;
});
afterAll(() => server.close());

const stage = () => new Stage(server);

describe('what is going on', () => {
  test('a room, its users and its streams are seen as they are', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { host, viewer } = await at.onAir();
    const room = control.room(appID, at.roomID);
    expect(room).toMatchObject({ appID, roomID: at.roomID, userCount: 2, streamCount: 1 });
    const { items, total } = control.users(appID, at.roomID, { limit: 10, order: 'oldest' });
    expect(total).toBe(2);
    const { streamID } = at;
    expect(items).toMatchObject([
      { user: { userID: at.user('host') }, attached: true, address: '127.0.0.1', publishing: [streamID], playing: [] },
      { user: { userID: at.user('viewer') }, attached: true, publishing: [], playing: [streamID] },
    ]);
    expect(control.stream(appID, streamID)).toMatchObject({ state: 'flowing', viewerCount: 1, roomID: at.roomID });
    expect(control.streams(appID, at.roomID)).toMatchObject([{ streamID, user: { userID: at.user('host') } }]);
    expect(control.viewers(appID, streamID, { limit: 5 }).items).toMatchObject([
      { user: { userID: at.user('viewer') } },
    ]);
    expect(control.streamState(appID, streamID)).toMatchObject({ name: 'active' });
    viewer.cut();
    await expect.poll(() => control.user(appID, at.roomID, at.user('viewer'))?.attached).toBe(false);
    await host.request('unpublish', { streamID });
    expect(control.stream(appID, streamID)).toBeUndefined();
    expect(control.streamState(appID, streamID)).toMatchObject({ name: 'closed' });
    await expect.poll(() => control.viewers(appID, streamID, { limit: 5 }).total).toBe(0);
  });

  test('users are paged from either end, and those who leave in between shift nothing', async () => {
    const at = stage();
    const { control } = server.sessions;
    const names = ['a', 'b', 'c', 'd', 'e'];
    const clients = new Map<string, WireClient>();
    for (const name of names) clients.set(name, (await at.login(name)).client);
    const first = control.users(appID, at.roomID, { limit: 2, order: 'oldest' });
    await clients.get('b')?.request('logout', {});
    const rest = control.users(appID, at.roomID, {
      limit: 9,
      order: 'oldest',
      ...(first.next ? { after: first.next } : {}),
    });
    const told = [...first.items, ...rest.items].map(({ user }) => user.userID);
    expect(told).toEqual(names.map((name) => at.user(name)));
    const newest = control.users(appID, at.roomID, { limit: 2, order: 'newest' });
    expect(newest).toMatchObject({ items: [{ user: { userID: at.user('e') } }, { user: { userID: at.user('d') } }] });
    const found = control.users(appID, at.roomID, { limit: 9, order: 'oldest', search: at.user('c').toUpperCase() });
    expect(found).toMatchObject({ items: [{ user: { userID: at.user('c') } }], total: 1 });
  });

  test('rooms are listed by name and by size, of all projects or of one', async () => {
    const { control } = server.sessions;
    const tag = stage().roomID;
    const room = (name: string) => `${tag}-${name}` as RoomID;
    for (const name of ['b', 'c', 'a']) await stage().login(name, { roomID: room(name) });
    await stage().login('other', { roomID: room('c') });
    const listed = control.rooms({ appID, limit: 2, search: tag });
    expect(listed).toMatchObject({ items: [{ roomID: room('a') }, { roomID: room('b') }], total: 3 });
    const next = control.rooms({ appID, limit: 2, search: tag, ...(listed.next ? { after: listed.next } : {}) });
    expect(next.items).toMatchObject([{ roomID: room('c') }]);
    const largest = control.rooms({ limit: 1, search: tag, order: 'users' });
    expect(largest.items).toMatchObject([{ roomID: room('c'), userCount: 2 }]);
    expect(control.rooms({ appID: 1 as AppID, limit: 9, search: tag }).total).toBe(0);
    expect(control.usage(appID).rooms).toBe(control.rooms({ appID, limit: 1 }).total);
  });

  test('a change of a room is told, and the end of it', async () => {
    const at = stage();
    const { control } = server.sessions;
    let changes = 0;
    const off = control.events.on('changed', ({ roomID }) => {
      if (roomID === at.roomID) changes += 1;
    });
    const { client } = await at.login('ann');
    await expect.poll(() => changes).toBeGreaterThan(0);
    await client.request('logout', {});
    const before = changes;
    await expect.poll(() => control.room(appID, at.roomID)).toBeUndefined();
    expect(changes).toBeGreaterThanOrEqual(before);
    off();
  });

  test('what clients report is in the totals and in the quality of their streams', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { host, viewer } = await at.onAir();
    const report = { streamID: at.streamID, kbps: 1500, fps: 30, lossPercent: 1, rttMs: 20 };
    const elsewhere = { ...report, streamID: 'not-mine' };
    const before = control.totals;
    await host.request('report', { publishes: [report, elsewhere], plays: [] });
    await viewer.request('report', { publishes: [], plays: [{ ...report, freezeMs: 100 }, elsewhere] });
    expect(control.totals.kbpsIn - before.kbpsIn).toBe(1500);
    expect(control.totals.kbpsOut - before.kbpsOut).toBe(1500);
    expect(control.totals.plays).toBeGreaterThan(0);
    expect(control.quality.latestPublished(appID, at.streamID)).toMatchObject({ kbps: 1500 });
    const latest = control.quality.latest(appID, at.streamID, [at.user('viewer')]);
    expect(latest.get(at.user('viewer'))).toMatchObject({ freezeMs: 100 });
    expect(control.quality.latestPublished(appID, 'not-mine' as StreamID)).toBeUndefined();
  });
});

describe('a kick', () => {
  test('sends the user away with 1002055 and the reason given', async () => {
    const at = stage();
    const { client } = await at.login('ann');
    await server.sessions.control.kick(appID, at.roomID, [at.user('ann'), 'nobody' as UserID], 'be nice');
    expect(await client.event('kicked')).toEqual({ code: 1002055, reason: 'be nice' });
    expect(server.sessions.control.room(appID, at.roomID)).toBeUndefined();
  });

  test('is heard by a client that was away, at its resume and at a login that repeats the one kicked: 1002055', async () => {
    const at = stage();
    const { client, answer } = await at.login('ann');
    client.cut();
    await server.sessions.control.kick(appID, at.roomID, [at.user('ann')], 'be nice');
    const { sessionID, resumeSecret, positions } = answer;
    const back = await WireClient.connect(server.origin);
    const resume = (secret: string) =>
      back.request('resume', { versions: [1], sessionID, resumeSecret: secret, positions });
    await expect(resume(resumeSecret)).rejects.toMatchObject({ code: 1002055, reason: 'be nice' });
    await expect(resume('0'.repeat(resumeSecret.length))).rejects.toMatchObject({ code: 1002052 });
    back.close();
    const repeat = at.login('ann', { repeats: answer.loginEpoch });
    await expect(repeat).rejects.toMatchObject({ code: 1002055, reason: 'be nice' });
    const own = await at.login('ann');
    own.client.cut();
    await at.login('ann', { repeats: own.answer.loginEpoch });
  });
});

test('a room that is closed sends everyone away with 1002055 and the reason given', async () => {
  const at = stage();
  const clients = [(await at.login('ann')).client, (await at.login('bob')).client];
  await server.sessions.control.closeRoom(appID, at.roomID, { reason: 'over', tellsClose: false });
  for (const client of clients) expect(await client.event('kicked')).toEqual({ code: 1002055, reason: 'over' });
  expect(server.sessions.control.room(appID, at.roomID)).toBeUndefined();
});
