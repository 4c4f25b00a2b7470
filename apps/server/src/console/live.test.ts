import { millis } from '@freshet/kit';
import type { View } from '@freshet/protocol/console';
import {
  FakeMediaPlane,
  fakeOffer,
  type LaunchedServer,
  launchServer,
  uniqueNames,
  type WireClient,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConsoleBrowser } from './testing/console-browser.ts';
import { secretOf } from './testing/console-stage.ts';
import { EventReader } from './testing/event-reader.ts';

let server: LaunchedServer;
let browser: ConsoleBrowser;
let appID: number;
let roomID: string;
let otherApp: number;

beforeAll(async () => {
  server = await launchServer({
    media: new FakeMediaPlane(),
    periods: { presenceTick: millis(10), countTick: millis(10), playPatience: millis(200) },
  });
  browser = new ConsoleBrowser(server.origin);
  const secret = secretOf(server.consolePath());
  await browser.call('setUp', { secret, name: 'owner', password: 'a long password' });
  appID = server.demo.appID;
  otherApp = (await browser.call('createProject', { name: 'other' })).body.appID;
});
afterAll(() => server.close());
beforeEach(() => {
  ({ roomID } = uniqueNames());
});

const join = async (name: string): Promise<WireClient> =>
  (await wireLogin(server, { roomID, userID: `${roomID}-${name}` })).client;

async function publish(client: WireClient, streamID: string): Promise<void> {
  await client.request('publish', { streamID, extraInfo: '' });
  await client.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
}

const look = async (view: View) => (await browser.call('look', { view })).body;
const roomView = (wish: object = {}) => ({ view: 'room', appID, roomID, offset: 0, limit: 50, ...wish }) as const;

async function watch(view: View, by = browser): Promise<EventReader> {
  const response = await by.get(`/console/api/watch?view=${encodeURIComponent(JSON.stringify(view))}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  return new EventReader(response);
}

describe('looking', () => {
  test('shows rooms in windows, found by name, with their users and streams', async () => {
    const rooms = ['a', 'b', 'c'].map((name) => `${roomID}-${name}`);
    for (const room of rooms) await wireLogin(server, { roomID: room, userID: `${room}-ann` });
    await wireLogin(server, { roomID: rooms[1] ?? '', userID: `${roomID}-bob` });
    const window = { view: 'rooms', appID, search: roomID, limit: 2 } as const;
    const first = await look({ ...window, order: 'name', offset: 0 });
    expect(first).toMatchObject({ total: 3, rooms: [{ roomID: rooms[0], userCount: 1 }, { roomID: rooms[1] }] });
    expect(await look({ ...window, order: 'name', offset: 2 })).toMatchObject({ rooms: [{ roomID: rooms[2] }] });
    const biggest = await look({ ...window, order: 'users', offset: 0 });
    expect(biggest).toMatchObject({ rooms: [{ roomID: rooms[1], userCount: 2 }, {}] });
    expect(await look({ ...window, appID: otherApp, order: 'name', offset: 0 })).toMatchObject({ total: 0 });
    expect((await browser.call('project', { appID })).body).toMatchObject({ users: expect.any(Number) });
  });

  test('shows who is in a room, what is published there, and who plays it', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const streamID = `${roomID}-stream`;
    await publish(ann, streamID);
    await bob.event('streams', ({ added }) => added.length === 1);
    await bob.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });
    await bob.request('play', { streamID, resourceMode: 0 });
    const measured = { streamID, kbps: 1500, fps: 30, lossPercent: 0.5, rttMs: 40 };
    await ann.request('report', { publishes: [{ ...measured, delayMs: 12 }], plays: [] });
    await bob.request('report', { publishes: [], plays: [{ ...measured, fps: 24, freezeMs: 120, delayMs: 90 }] });
    const answer = await look(roomView());
    expect(answer).toMatchObject({
      room: { roomID, userCount: 2, streamCount: 1 },
      streams: [{ streamID, user: { userID: `${roomID}-ann` }, state: 'flowing', forbidden: false }],
      users: [{ user: { userID: `${roomID}-ann` }, attached: true, publishing: [streamID] }, {}],
      total: 2,
    });
    const found = await look(roomView({ search: '-bob', offset: 0, limit: 1 }));
    expect(found).toMatchObject({ total: 1, users: [{ user: { userID: `${roomID}-bob` } }] });
    const stream = await look({ view: 'stream', appID, roomID, streamID, offset: 0, limit: 10 });
    expect(stream).toMatchObject({
      stream: { streamID, viewerCount: 1, sample: { kbps: 1500, fps: 30, lossPercent: 0.5, rttMs: 40 } },
      node: expect.any(String),
      layer: { name: 'source' },
      viewers: [
        { user: { userID: `${roomID}-bob` }, playing: [streamID], sample: { fps: 24, freezeMs: 120, latencyMs: 150 } },
      ],
      total: 1,
    });
    const history = await browser.call('qualityHistory', { appID, streamID, userID: `${roomID}-bob`, minutes: 10 });
    expect(history.body).toMatchObject({
      published: [{ fps: 30 }],
      playedBy: [{ fps: 24, delayMs: 90, latencyMs: 150 }],
    });
  });

  test('shows nothing of a room of another project, or of a stream through another room', async () => {
    const ann = await join('ann');
    const streamID = `${roomID}-stream`;
    await publish(ann, streamID);
    expect(await look(roomView({ appID: otherApp }))).toEqual({ view: 'room', streams: [], users: [], total: 0 });
    const through = await look({ view: 'stream', appID, roomID: 'elsewhere', streamID, offset: 0, limit: 10 });
    expect(through).toMatchObject({ viewers: [], total: 0 });
    expect(through).not.toHaveProperty('stream');
  });

  test('shows the machine: its load, its workers, and what was refused', async () => {
    const refused = wireLogin(server, { roomID: '', userID: 'x' });
    await expect(refused).rejects.toMatchObject({ code: 1002011 });
    expect(await look({ view: 'overview' })).toMatchObject({
      version: expect.stringMatching(/^\d/),
      cores: expect.any(Number),
      now: { rooms: expect.any(Number), memoryMb: expect.any(Number), refusals: expect.any(Number) },
      workers: expect.any(Array),
      refusals: expect.arrayContaining([{ code: 1002011, count: 1 }]),
    });
    expect((await browser.call('loadHistory', { minutes: 60 })).body.samples).toEqual(expect.any(Array));
  });
});

describe('acting', () => {
  test('kicks with the reason that is given, and the room goes on', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    // Who comes and goes within one tick is never told of.
    await ann.event('users', ({ added }) => added.some(({ userID }) => userID.endsWith('bob')));
    await browser.call('kick', { appID, roomID, userIDs: [`${roomID}-bob`], reason: 'too loud' });
    expect(await bob.event('kicked')).toMatchObject({ code: 1002055 });
    await ann.event('users', ({ removed }) => removed.length === 1);
    expect(await look(roomView())).toMatchObject({ total: 1 });
    const [entry] = (await browser.call('audit', { limit: 1 })).body.entries;
    expect(entry).toMatchObject({ action: 'kick', subject: String(appID), detail: { roomID, reason: 'too loud' } });
  });

  test('says something to a room, closes it, and finds it gone', async () => {
    const ann = await join('ann');
    const message = '<b>maintenance</b> at ten';
    await browser.call('sendMessage', { appID, roomID, message });
    const { fromUser, ...said } = await ann.event('broadcastMessage');
    expect(said).toMatchObject({ message });
    expect(fromUser).toEqual({ userID: 'console:operators', userName: 'operators' });
    // A client leaves out what it says itself, so that none may be called as the operators are.
    await expect(wireLogin(server, { roomID, userID: fromUser.userID })).rejects.toMatchObject({ code: 1002006 });
    const long = await browser.call('sendMessage', { appID, roomID, message: '直'.repeat(400) });
    expect(long).toMatchObject({ status: 400, body: { field: 'message' } });
    await browser.call('closeRoom', { appID, roomID, reason: 'over' });
    expect(await ann.event('kicked')).toMatchObject({ code: 1002055 });
    expect(await browser.call('closeRoom', { appID, roomID, reason: '' })).toMatchObject({ status: 404 });
  });

  test('forbids a stream, shows it among the rules, and lets it go again', async () => {
    const ann = await join('ann');
    const streamID = `${roomID}-stream`;
    await publish(ann, streamID);
    expect(await browser.call('forbidStream', { appID, roomID: 'elsewhere', streamID })).toMatchObject({ status: 404 });
    expect((await browser.call('forbidStream', { appID, roomID, streamID })).status).toBe(200);
    expect(await ann.event('publishLost')).toMatchObject({ code: 1003025 });
    const { rules } = (await browser.call('rules', { appID })).body;
    const rule = rules.find((one) => one.streamID === streamID);
    expect(rule).toMatchObject({ kind: 'stream', publish: true });
    expect(await browser.call('liftRule', { appID: otherApp, id: rule?.id ?? '' })).toMatchObject({ status: 404 });
    expect((await browser.call('liftRule', { appID, id: rule?.id ?? '' })).status).toBe(200);
    await publish(ann, streamID);
  });

  test('keeps a user out for a while, and lets it in again', async () => {
    const userID = `${roomID}-ann`;
    const forbid = { appID, userID, login: true, publish: false, seconds: 600 };
    expect((await browser.call('forbidUser', forbid)).status).toBe(200);
    await expect(join('ann')).rejects.toMatchObject({ code: 1002066 });
    const { rules } = (await browser.call('rules', { appID })).body;
    const rule = rules.find((one) => one.userID === userID);
    expect(rule).toMatchObject({ kind: 'user', login: true, publish: false });
    expect((await browser.call('liftRule', { appID, id: rule?.id ?? '' })).status).toBe(200);
    (await join('ann')).close();
  });

  test('keeps an address out however it is spelled', async () => {
    const forbid = { appID, address: '::FFFF:7F00:1', login: true, publish: false, seconds: 600 };
    expect((await browser.call('forbidUser', forbid)).status).toBe(200);
    await expect(join('ann')).rejects.toMatchObject({ code: 1002066 });
    const { rules } = (await browser.call('rules', { appID })).body;
    const rule = rules.find(({ address }) => address === '127.0.0.1');
    expect((await browser.call('liftRule', { appID, id: rule?.id ?? '' })).status).toBe(200);
    (await join('ann')).close();
  });

  test('shows of a rule about an IPv6 address the network that it keeps out', async () => {
    const forbid = { appID, address: '2001:DB8:1:2::7', login: true, publish: false, seconds: 600 };
    expect((await browser.call('forbidUser', forbid)).status).toBe(200);
    const { rules } = (await browser.call('rules', { appID })).body;
    const rule = rules.find(({ address }) => address === '2001:db8:1:2::/64');
    expect((await browser.call('liftRule', { appID, id: rule?.id ?? '' })).status).toBe(200);
  });

  test.each([
    [{ address: 'example.com' }, 'address'],
    [{ address: '192.0.2.1', userID: 'ann' }, 'address'],
    [{}, 'userID'],
    [{ userID: 'ann', login: false }, 'login'],
  ])('refuses a rule about %j', async (wish, field) => {
    const answer = await browser.call('forbidUser', { appID, login: true, publish: false, seconds: 60, ...wish });
    expect(answer).toMatchObject({ status: 400, body: { reason: 'invalid', field } });
  });

  test.each(['nonsense', Buffer.from('{"kind":"user"}').toString('base64url'), '__proto__'])(
    'finds no rule %s',
    async (id) => {
      expect(await browser.call('liftRule', { appID, id })).toMatchObject({ status: 404 });
    },
  );
});

describe('watching', () => {
  test('tells what is there at once, and again whenever it changes', async () => {
    const ann = await join('ann');
    const reader = await watch(roomView());
    expect(await reader.answer('room')).toMatchObject({ total: 1, room: { userCount: 1 } });
    await join('bob');
    await reader.answer('room', ({ total }) => total === 2);
    await ann.request('logout', {});
    await reader.answer('room', ({ total }) => total === 1);
    const told = reader.heard.map(({ data }) => JSON.stringify(data));
    expect(told.every((text, place) => text !== told[place - 1])).toBe(true);
    await reader.leave();
  });

  test('ends for a browser that is signed out elsewhere, and says so', async () => {
    const other = new ConsoleBrowser(server.origin);
    await other.call('signIn', { name: 'owner', password: 'a long password' });
    const reader = await watch({ view: 'overview' }, other);
    await reader.answer('overview');
    await other.copy().call('signOut', {});
    let last = await reader.next();
    while (last?.event === 'message') last = await reader.next();
    expect(last?.event).toBe('ended');
    expect(await reader.next()).toBeUndefined();
  });

  test('is for those who are signed in, on our own pages, and for what is a view', async () => {
    const path = (view: unknown) => `/console/api/watch?view=${encodeURIComponent(JSON.stringify(view))}`;
    expect((await new ConsoleBrowser(server.origin).get(path({ view: 'overview' }))).status).toBe(401);
    const evil = await browser.get(path({ view: 'overview' }), { origin: 'https://evil.example' });
    expect(evil.status).toBe(403);
    expect((await browser.get(path({ view: 'overview' }), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await browser.get(path({ view: 'secrets' }))).status).toBe(400);
    expect((await browser.get('/console/api/watch?view={')).status).toBe(400);
  });

  test('is limited to sixteen views of one session', async () => {
    const readers = await Promise.all(Array.from({ length: 16 }, () => watch({ view: 'overview' })));
    const path = `/console/api/watch?view=${encodeURIComponent('{"view":"overview"}')}`;
    expect((await browser.get(path)).status).toBe(429);
    await Promise.all(readers.map((reader) => reader.leave()));
  });
});
