import { defaultSwitches, type Project } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { Params, Result } from '@freshet/protocol';
import { fakeOffer, type LaunchedServer, loginParams, uniqueNames, WireClient } from '@freshet/testkit';
import { type MintOptions, mint } from '@freshet/token';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openServer, Stage } from './testing/stage.ts';

let server: LaunchedServer;
let project: Project;

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

/** A project of its own for a test. */
async function make(switches: Partial<Project['switches']> = {}): Promise<Project> {
  project = await server.projects.create('test', { ...defaultSwitches, ...switches });
  return project;
}

/** A login to the project, with its token. */
async function paramsFor(
  { appID, serverSecret }: Project,
  change: Partial<Params<'login'>> = {},
): Promise<Params<'login'>> {
  const { roomID, userID } = uniqueNames();
  const params = await loginParams(server, { roomID, userID, appID, ...change });
  const token = await mint({ appID, secret: serverSecret, userID: params.user.userID, lifetime: 60 });
  return { ...params, token, ...change };
}

async function enter(params: Params<'login'>, page?: string): Promise<{ client: WireClient; answer: Result<'login'> }> {
  const client = await WireClient.connect(server.origin, page);
  onTestFinished(() => client.close());
  return { client, answer: await client.request('login', params) };
}

test('a project that is paused sends everyone away and lets nobody in until it is resumed: 1000037', async () => {
  const { appID } = await make();
  const { client } = await enter(await paramsFor(project));
  await server.projects.update(appID, { state: 'paused' });
  expect(await client.event('kicked')).toMatchObject({ code: 1000037 });
  const params = await paramsFor(project);
  await expect(enter(params)).rejects.toMatchObject({ code: 1000037 });
  await server.projects.update(appID, { state: 'active' });
  await enter(params);
});

test('a project that is deleted sends everyone away: 1001004', async () => {
  const { appID } = await make();
  const { client } = await enter(await paramsFor(project));
  await server.projects.remove(appID);
  expect(await client.event('kicked')).toMatchObject({ code: 1001004 });
  await expect(enter(await paramsFor(project))).rejects.toMatchObject({ code: 1001004 });
});

describe('a switch that is turned off', () => {
  test.each([
    ['L3', 2, { l3: false }, 1004072],
    ['RTC', 0, { rtc: false }, 1000039],
  ])('ends what plays by %s, and leaves the rest', async (_what, mode, change, code) => {
    const { demo } = server;
    const at = new Stage(server);
    const { viewer } = await at.onAir(mode);
    const { client: other } = await at.login('other');
    await at.play(other, mode === 2 ? 0 : 2);
    onTestFinished(() => void server.projects.update(demo.appID, { switches: demo.switches }));
    await server.projects.update(demo.appID, { switches: { ...demo.switches, ...change } });
    expect(await viewer.event('playLost')).toEqual({ streamID: at.streamID, code });
    await other.request('playReady', { streamID: at.streamID });
  });

  test('for cross-room play ends what plays from another room: 1004003', async () => {
    const { demo } = server;
    const [at, elsewhere] = [new Stage(server), new Stage(server)];
    onTestFinished(() => void server.projects.update(demo.appID, { switches: demo.switches }));
    await server.projects.update(demo.appID, { switches: { ...demo.switches, crossRoomPlay: true } });
    const { viewer } = await at.onAir();
    const { client: guest } = await elsewhere.login('guest');
    await at.play(guest);
    await server.projects.update(demo.appID, { switches: { ...demo.switches, crossRoomPlay: false } });
    expect(await guest.event('playLost')).toEqual({ streamID: at.streamID, code: 1004003 });
    await viewer.request('playReady', { streamID: at.streamID });
  });
});

describe('what no longer lets a user in sends those away who came in by it:', () => {
  const withToken = (form: Pick<MintOptions, 'form' | 'privileges'>) => async () => {
    const params = await paramsFor(project);
    const { appID, serverSecret: secret } = project;
    return { ...params, token: await mint({ appID, secret, userID: params.user.userID, lifetime: 60, ...form }) };
  };
  const withAppSign = async () => ({ ...(await paramsFor(project)), token: '', appSign: project.appSign });

  test.each([
    ['AppSign logins, 1002067', { appSignLogin: false }, withAppSign, 1002067],
    ['CBC tokens, 1002033', { cbcTokens: false }, withToken({ form: 'cbc' }), 1002033],
    ['basic tokens, 1002033', { privilegeTokens: true }, withToken({}), 1002033],
  ])('%s', async (_what, change, params, code) => {
    const { appID, switches } = await make({ appSignLogin: true, cbcTokens: true });
    const { client } = await enter(await params());
    const { client: other } = await enter(await withToken({ privileges: { login: true, publish: true } })());
    await server.projects.update(appID, { switches: { ...switches, ...change } });
    expect(await client.event('kicked')).toEqual({ code, reason: expect.stringMatching(/this project/) });
    await other.request('ping', {});
  });

  test('an AppSign that is rotated, 1001005, also where the client hears of it on its return', async () => {
    const { appID } = await make({ appSignLogin: true });
    const { client } = await enter(await withAppSign());
    const away = await enter(await withAppSign());
    away.client.cut();
    await server.projects.rotate(appID, 'appSign', millis(0));
    const reason = 'the AppSign is not the one of this project';
    expect(await client.event('kicked')).toEqual({ code: 1001005, reason });
    const { sessionID, resumeSecret, positions } = away.answer;
    const back = await WireClient.connect(server.origin);
    onTestFinished(() => back.close());
    const resume = back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
    await expect(resume).rejects.toMatchObject({ code: 1001005, reason });
  });

  test('but a rotated ServerSecret leaves those in who are in', async () => {
    const { appID } = await make();
    const { client } = await enter(await paramsFor(project));
    await server.projects.rotate(appID, 'serverSecret', millis(0));
    await expect(enter(await paramsFor(project))).rejects.toMatchObject({ code: 1002033 });
    await client.request('ping', {});
  });
});

test('the switch that kicks on expiry kicks those whose token has expired already: 1002056', async () => {
  // However long the login takes, the clock goes on only afterwards.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { appID, switches, serverSecret } = await make();
  const { roomID, userID } = uniqueNames();
  const token = await mint({ appID, secret: serverSecret, userID, lifetime: 1 });
  const { client } = await enter(await paramsFor(project, { roomID, user: { userID, userName: 'n' }, token }));
  const publish = (name: string) => client.request('publish', { streamID: `${roomID}-${name}`, extraInfo: '' });
  await publish('in-time');
  vi.setSystemTime(Date.now() + 1000);
  await expect(publish('late')).rejects.toMatchObject({ code: 1002078 });
  await server.projects.update(appID, { switches: { ...switches, kickOnExpiry: true } });
  expect(await client.event('kicked')).toMatchObject({ code: 1002056 });
});

test.each([
  ['of a project that kicks for it hears that, and with a new token he is let in: 1002056', true, 1002056],
  ['of another project hears that it has expired: 1002078', false, 1002078],
])('a user whose token ended while he was away, %s', async (_case, kickOnExpiry, code) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { appID, serverSecret: secret } = await make({ kickOnExpiry });
  const { roomID, userID } = uniqueNames();
  const token = await mint({ appID, secret, userID, lifetime: 1 });
  const call = await paramsFor(project, { roomID, user: { userID, userName: 'n' }, token });
  const { client, answer } = await enter(call);
  client.cut();
  vi.setSystemTime(Date.now() + 1000);
  if (kickOnExpiry) await expect.poll(() => server.sessions.control.room(appID, roomID)).toBeUndefined();
  const repeats = answer.loginEpoch;
  await expect(enter({ ...call, repeats })).rejects.toMatchObject({ code });
  // His own login is refused for its token.
  await expect(enter(call)).rejects.toMatchObject({ code: 1002078 });
  const renewed = await mint({ appID, secret, userID, lifetime: 60 });
  await enter({ ...call, repeats, token: renewed });
});

test('a token of the secret before counts for the overlap, and not after it', async () => {
  const { appID } = await make();
  const old = await paramsFor(project);
  await server.projects.rotate(appID, 'serverSecret', millis(60_000));
  await enter(old);
  const { serverSecret } = (await server.projects.get(appID)) ?? project;
  expect(serverSecret).not.toBe(project.serverSecret);
  await enter(await paramsFor({ ...project, serverSecret }));
  await expect(enter({ ...old, token: '04garbage' })).rejects.toMatchObject({ code: 1002033 });
  expect(await server.projects.rotate(appID, 'serverSecret', millis(0))).toBe('overlapping');
  await enter(old);
  await server.projects.endOverlap(appID, 'serverSecret');
  await expect(enter(old)).rejects.toMatchObject({ code: 1002033 });
});

test('an AppSign logs in where the project takes it, and a wrong one is refused', async () => {
  const { appID, switches, appSign } = await make();
  const params = { ...(await paramsFor(project)), token: '' };
  await expect(enter({ ...params, appSign })).rejects.toMatchObject({ code: 1002067 });
  await server.projects.update(appID, { switches: { ...switches, appSignLogin: true } });
  await expect(enter(params)).rejects.toMatchObject({ code: 1002067 });
  await expect(enter({ ...params, appSign: '0'.repeat(64) })).rejects.toMatchObject({ code: 1001005 });
  // Where both are shown, the token alone counts.
  await expect(enter({ ...params, token: '04bad', appSign })).rejects.toMatchObject({ code: 1002033 });
  const { client } = await enter({ ...params, appSign: appSign.toUpperCase() });
  await client.request('publish', { streamID: `${params.roomID}-s`, extraInfo: '' });
});

test('a project of ASCII names refuses others with 1002009, lets those stay who are in, and takes all once it is off', async () => {
  const { appID, switches } = await make();
  const named = async (userName: string) => paramsFor(project, { user: { userID: uniqueNames().userID, userName } });
  const { client } = await enter(await named('观众 1'));
  await server.projects.update(appID, { switches: { ...switches, asciiUserNames: true } });
  const message = expect.stringContaining('this project takes ASCII userNames alone');
  for (const name of ['观众 1', 'Zoë', 'Ann Lee']) {
    await expect(enter(await named(name))).rejects.toMatchObject({ code: 1002009, message });
  }
  await enter(await named('Ann/1~!@#$%^&*()_+=-`;’,.<>\\'));
  await client.request('ping', {});
  await server.projects.update(appID, { switches });
  await enter(await named('观众 1'));
});

test('a project that names its origins lets pages of no other in, but those of this server: 1000039', async () => {
  const { appID } = await make();
  await server.projects.update(appID, { origins: ['https://shop.example'] });
  await enter(await paramsFor(project), 'https://shop.example');
  await enter(await paramsFor(project), server.origin);
  await enter(await paramsFor(project));
  const params = await paramsFor(project);
  await expect(enter(params, 'https://shop.example.evil')).rejects.toMatchObject({ code: 1000039 });
  await expect(enter(params, 'null')).rejects.toMatchObject({ code: 1000039 });
});

test('pages of an origin that is named no more are sent away: 1000039, and no session is gone on with from another', async () => {
  const { appID } = await make();
  await server.projects.update(appID, { origins: ['https://shop.example', 'https://blog.example'] });
  const { client: blog } = await enter(await paramsFor(project), 'https://blog.example');
  const shop = await enter(await paramsFor(project), 'https://shop.example');
  await server.projects.update(appID, { origins: ['https://shop.example'] });
  expect(await blog.event('kicked')).toEqual({ code: 1000039, reason: expect.stringContaining('blog.example') });
  shop.client.cut();
  const { sessionID, resumeSecret, positions } = shop.answer;
  const back = async (origin: string) => {
    const client = await WireClient.connect(server.origin, origin);
    onTestFinished(() => client.close());
    return client.request('resume', { versions: [1], sessionID, resumeSecret, positions });
  };
  await expect(back('https://blog.example')).rejects.toMatchObject({ code: 1000039 });
  expect(await back('https://shop.example')).toHaveProperty('resumeSecret');
});

describe('the limits of a project refuse', () => {
  test('one user more than a room may have: 1002034', async () => {
    const { appID } = await make();
    await server.projects.update(appID, { limits: { rooms: 0, users: 0, roomUsers: 1 } });
    const first = await paramsFor(project);
    await enter(first);
    await expect(enter(await paramsFor(project, { roomID: first.roomID }))).rejects.toMatchObject({ code: 1002034 });
    await enter(first);
    await enter(await paramsFor(project));
  });

  test('one room more than it may have: 1002035', async () => {
    const { appID } = await make();
    await server.projects.update(appID, { limits: { rooms: 1, users: 0, roomUsers: 0 } });
    const first = await paramsFor(project);
    const { client } = await enter(first);
    await expect(enter(await paramsFor(project))).rejects.toMatchObject({ code: 1002035 });
    await client.request('logout', {});
    await enter(await paramsFor(project));
  });

  test('one user more than it may have: 1002037, of logins that come at once too', async () => {
    const { appID } = await make();
    await server.projects.update(appID, { limits: { rooms: 0, users: 3, roomUsers: 0 } });
    const logins = await Promise.all(Array.from({ length: 6 }, () => paramsFor(project)));
    const settled = await Promise.allSettled(logins.map((params) => enter(params)));
    const codes = settled.map((result) => (result.status === 'fulfilled' ? 0 : result.reason.code));
    expect(codes.toSorted()).toEqual([0, 0, 0, 1002037, 1002037, 1002037]);
    expect(server.sessions.control.usage(appID).users).toBe(3);
  });

  test('one stream more than a login may play: 1004010, and the login is told how many those are', async () => {
    const { appID } = await make();
    expect((await enter(await paramsFor(project))).answer.plays).toBe(12);
    await server.projects.update(appID, { limits: { plays: 2 } });
    const params = await paramsFor(project);
    const { client, answer } = await enter(params);
    expect(answer.plays).toBe(2);
    // A change counts from the next login on: whoever is in may do what it was told.
    await server.projects.update(appID, { limits: { plays: 1 } });
    await client.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });
    const { client: host } = await enter(await paramsFor(project, { roomID: params.roomID }));
    const streamIDs = ['a', 'b', 'c'].map((name) => `${params.roomID}-${name}`);
    for (const streamID of streamIDs) await host.request('publish', { streamID, extraInfo: '' });
    for (const streamID of streamIDs) {
      await host.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
    }
    const play = (streamID = '') => client.request('play', { streamID, resourceMode: 0 });
    await play(streamIDs[0]);
    await play(streamIDs[1]);
    await expect(play(streamIDs[2])).rejects.toMatchObject({ code: 1004010 });
    await client.request('stopPlay', { streamID: streamIDs[0] ?? '' });
    await play(streamIDs[2]);
  });
});
