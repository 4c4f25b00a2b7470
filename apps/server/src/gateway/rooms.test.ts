import { millis } from '@freshet/kit';
import { closeCodes } from '@freshet/protocol';
import { type LaunchedServer, launchServer, loginParams, uniqueNames, WireClient, wireLogin } from '@freshet/testkit';
import { mint } from '@freshet/token';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';

let server: LaunchedServer;

beforeAll(async () => {
  server = await launchServer({
    periods: { presenceTick: millis(10), countTick: millis(10), playPatience: millis(200) },
  });
});
afterAll(() => server.close());

/** Shows a sign of life often enough for the test server's short heartbeat period. */
function keepAlive(client: WireClient): void {
  const timer = setInterval(() => void client.request('ping', {}).catch(() => clearInterval(timer)), 200);
  void client.closed.then(() => clearInterval(timer));
}

describe('a room', () => {
  test('tells those who asked who comes and goes, and everyone how many there are', async () => {
    const { roomID } = uniqueNames();
    const ann = await wireLogin(server, { roomID, userID: `${roomID}-ann` });
    const bob = await wireLogin(server, {
      roomID,
      userID: `${roomID}-bob`,
      config: { isUserStatusNotify: false, maxMemberCount: 0 },
    });
    const came = await ann.client.event('users', ({ added }) => added.some(({ userID }) => userID.endsWith('bob')));
    expect(came.removed).toEqual([]);
    await ann.client.event('count', ({ userCount }) => userCount === 2);
    expect(bob.answer.room).toMatchObject({ userCount: 2, users: [] });
    await bob.client.request('logout', {});
    const gone = await ann.client.event('users', ({ removed }) => removed.length > 0);
    expect(gone.removed.map(({ userID }) => userID)).toEqual([`${roomID}-bob`]);
    expect(bob.client.heard.some(({ event }) => event === 'users')).toBe(false);
    ann.client.close();
  });

  test('names everyone who is there to the one who logs in', async () => {
    const { roomID } = uniqueNames();
    const ann = await wireLogin(server, { roomID, userID: `${roomID}-ann` });
    // Where the tick was quicker than her login, she has been named in her own answer.
    if (ann.answer.room.users.length === 0) await ann.client.event('users');
    const bob = await wireLogin(server, { roomID, userID: `${roomID}-bob` });
    expect(bob.answer.room.users.map(({ userID }) => userID)).toContain(`${roomID}-ann`);
    expect(bob.answer.room.userCount).toBe(2);
    ann.client.close();
    bob.client.close();
  });

  test('is made by its first login, destroyed with its last user, and lives anew with another session ID', async () => {
    const { roomID, userID } = uniqueNames();
    const before = server.sessions.load.rooms;
    const first = await wireLogin(server, { roomID, userID });
    expect(server.sessions.load.rooms).toBe(before + 1);
    await first.client.request('logout', {});
    expect(server.sessions.load.rooms).toBe(before);
    const second = await wireLogin(server, { roomID, userID });
    expect(second.answer.roomSessionID).not.toBe(first.answer.roomSessionID);
    await second.client.request('logout', {});
  });

  test('shares one note that everyone reads, and refuses a second key with 1002017', async () => {
    const { roomID, userID } = uniqueNames();
    const { client } = await wireLogin(server, { roomID, userID });
    await client.request('setRoomExtraInfo', { key: 'topic', value: 'rivers' });
    const { items } = await client.event('roomExtraInfo');
    expect(items).toMatchObject([{ key: 'topic', value: 'rivers', updateUser: { userID } }]);
    await expect(client.request('setRoomExtraInfo', { key: 'other', value: '' })).rejects.toMatchObject({
      code: 1002017,
    });
    const later = await wireLogin(server, { roomID, userID: `${userID}-2` });
    expect(later.answer.room.extraInfo).toMatchObject(items);
    await Promise.all([client.request('logout', {}), later.client.request('logout', {})]);
  });
});

describe('the same user logging in elsewhere', () => {
  test('kicks the older login with 1002050', async () => {
    const { roomID, userID } = uniqueNames();
    const older = await wireLogin(server, { roomID, userID });
    const newer = await wireLogin(server, { roomID, userID });
    expect(await older.client.event('kicked')).toMatchObject({ code: 1002050 });
    expect((await older.client.closed).code).toBe(closeCodes.kicked);
    expect(newer.answer.loginEpoch).toBeGreaterThan(older.answer.loginEpoch);
    await newer.client.request('logout', {});
  });

  test('takes over the streamIDs of the older login', async () => {
    const { roomID, userID } = uniqueNames();
    const older = await wireLogin(server, { roomID, userID });
    await older.client.request('publish', { streamID: `${userID}-s`, extraInfo: '' });
    const newer = await wireLogin(server, { roomID, userID });
    const { answer } = await newer.client.request('publish', { streamID: `${userID}-s`, extraInfo: '' });
    expect(answer.engine).toBe('mediasoup');
    await newer.client.request('logout', {});
  });

  test('by an automatic repeat of an older login is refused with 1002050 and disturbs nobody', async () => {
    const { roomID, userID } = uniqueNames();
    const older = await wireLogin(server, { roomID, userID });
    const newer = await wireLogin(server, { roomID, userID });
    const client = await WireClient.connect(server.origin);
    const repeat = await loginParams(server, { roomID, userID, repeats: older.answer.loginEpoch });
    await expect(client.request('login', repeat)).rejects.toMatchObject({ code: 1002050 });
    await expect(newer.client.request('ping', {})).resolves.toMatchObject({ time: expect.any(Number) });
    await newer.client.request('logout', {});
    client.close();
  });
});

describe('a client that vanishes', () => {
  test('stays through the heartbeat period and is gone after it', async () => {
    const impatient = await launchServer({ env: { FRESHET_HEARTBEAT_SECONDS: '1' } });
    const { roomID } = uniqueNames();
    const ann = await wireLogin(impatient, { roomID, userID: `${roomID}-ann` });
    keepAlive(ann.client);
    const bob = await wireLogin(impatient, { roomID, userID: `${roomID}-bob` });
    await ann.client.event('count', ({ userCount }) => userCount === 2);
    bob.client.cut();
    const { removed } = await ann.client.event('users', (data) => data.removed.length > 0);
    expect(removed.map(({ userID }) => userID)).toEqual([`${roomID}-bob`]);
    await impatient.close();
  });

  test('without a word, its socket still open, is told so: 4408', async () => {
    const impatient = await launchServer({ env: { FRESHET_HEARTBEAT_SECONDS: '1' } });
    const { client } = await wireLogin(impatient, uniqueNames());
    expect((await client.closed).code).toBe(closeCodes.silent);
    expect(impatient.sessions.load.sessions).toBe(0);
    await impatient.close();
  });

  test('returns with its resume secret and misses nothing', async () => {
    const { roomID, userID } = uniqueNames();
    const { client, answer } = await wireLogin(server, { roomID, userID });
    client.cut();
    const other = await wireLogin(server, { roomID, userID: `${userID}-2` });
    const back = await WireClient.connect(server.origin);
    const { sessionID, resumeSecret, positions } = answer;
    const resumed = await back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
    expect(resumed.room).toBeUndefined();
    const { added } = await back.event('users', (data) => data.added.some((user) => user.userID === `${userID}-2`));
    expect(added.length).toBeGreaterThan(0);
    expect(resumed.resumeSecret).not.toBe(resumeSecret);
    await Promise.all([back.request('logout', {}), other.client.request('logout', {})]);
  });

  test('cannot return twice with one secret, nor with a wrong one: 1002052', async () => {
    const { roomID, userID } = uniqueNames();
    const { client, answer } = await wireLogin(server, { roomID, userID });
    const { sessionID, resumeSecret, positions } = answer;
    const resume = async (secret: string) => {
      const back = await WireClient.connect(server.origin);
      const resumed = await back.request('resume', { versions: [1], sessionID, resumeSecret: secret, positions });
      return { back, resumed };
    };
    await expect(resume('0'.repeat(resumeSecret.length))).rejects.toMatchObject({ code: 1002052 });
    const { back, resumed } = await resume(resumeSecret);
    expect(resumed).toMatchObject({ publishing: [], playing: [] });
    expect((await client.closed).code).toBe(closeCodes.superseded);
    await back.request('ping', {});
    await expect(resume(resumeSecret)).rejects.toMatchObject({ code: 1002052 });
    await back.request('logout', {});
  });
});

describe('a publish is refused by its code', () => {
  test('for a streamID that another user of the project has, in any room: 1003028', async () => {
    const a = uniqueNames();
    const b = uniqueNames();
    const first = await wireLogin(server, a);
    const second = await wireLogin(server, b);
    await first.client.request('publish', { streamID: `${a.roomID}-s`, extraInfo: '' });
    await expect(second.client.request('publish', { streamID: `${a.roomID}-s`, extraInfo: '' })).rejects.toMatchObject({
      code: 1003028,
    });
    await first.client.request('unpublish', { streamID: `${a.roomID}-s` });
    await expect(second.client.request('publish', { streamID: `${a.roomID}-s`, extraInfo: '' })).resolves.toMatchObject(
      { answer: { engine: 'mediasoup' } },
    );
    await Promise.all([first.client.request('logout', {}), second.client.request('logout', {})]);
  });

  test.each([
    ['without the privilege', { privileges: { login: true, publish: false } }],
    ['for a stream that the token does not name', { privileges: { login: true, publish: true }, streamIDs: ['other'] }],
  ])('%s: 1003072', async (_case, grant) => {
    const names = uniqueNames();
    const { client } = await wireLogin(server, { ...names, grant });
    await expect(client.request('publish', { streamID: 'mine', extraInfo: '' })).rejects.toMatchObject({
      code: 1003072,
    });
    await client.request('logout', {});
  });

  test('in its next step, for a stream that is not being published: 1003020', async () => {
    const { client } = await wireLogin(server, uniqueNames());
    const step = {
      target: { kind: 'publish' as const, streamID: 'nothing' },
      offer: { engine: 'mediasoup', data: {} },
    };
    await expect(client.request('negotiate', step)).rejects.toMatchObject({ code: 1003020 });
    await client.request('logout', {});
  });

  test('for a fifth stream of one login: 1003023', async () => {
    const names = uniqueNames();
    const { client } = await wireLogin(server, names);
    const publish = (n: number) => client.request('publish', { streamID: `${names.userID}-${n}`, extraInfo: '' });
    for (const n of [1, 2, 3, 4]) await publish(n);
    await expect(publish(5)).rejects.toMatchObject({ code: 1003023 });
    await client.request('logout', {});
  });
});

describe('a play is refused by its code', () => {
  test.each([
    ['of a stream that does not exist', 0, 'nowhere', 1004002],
    ['from the CDN, which does not exist yet', 1, 'nowhere', 1000010],
    ['with a streamID of bad characters', 0, 'a/b', 1000016],
  ])('%s', async (_case, resourceMode, streamID, code) => {
    const { client } = await wireLogin(server, uniqueNames());
    await expect(client.request('play', { streamID, resourceMode })).rejects.toMatchObject({ code });
    await client.request('logout', {});
  });

  test('through L3 while the project has it off: 1004072', async () => {
    const project = await server.projects.create('no l3', { ...server.demo.switches, l3: false });
    const names = uniqueNames();
    const token = await mint({
      userID: names.userID,
      appID: project.appID,
      secret: project.serverSecret,
      lifetime: 60,
    });
    const { client } = await wireLogin(server, { ...names, appID: project.appID, token });
    await expect(client.request('play', { streamID: 's', resourceMode: 2 })).rejects.toMatchObject({ code: 1004072 });
    await server.projects.update(project.appID, { switches: { ...project.switches, l3: true } });
    await expect(client.request('play', { streamID: 's', resourceMode: 2 })).rejects.toMatchObject({ code: 1004002 });
    await client.request('logout', {});
  });

  test('of another room, unless the project allows it: 1004003', async () => {
    const publisher = await wireLogin(server, uniqueNames());
    const streamID = `elsewhere-${crypto.randomUUID()}`;
    await publisher.client.request('publish', { streamID, extraInfo: '' });
    const { client } = await wireLogin(server, uniqueNames());
    const play = () => client.request('play', { streamID, resourceMode: 0 });
    await expect(play()).rejects.toMatchObject({ code: 1004003 });
    await server.projects.update(server.demo.appID, { switches: { ...server.demo.switches, crossRoomPlay: true } });
    await expect(play()).rejects.toMatchObject({ code: 1004002 });
    await server.projects.update(server.demo.appID, { switches: server.demo.switches });
    await Promise.all([client.request('logout', {}), publisher.client.request('logout', {})]);
  });
});

test('a new token that no longer allows a stream ends it with 1002082', async () => {
  const names = uniqueNames();
  const { client } = await wireLogin(server, names);
  await client.request('publish', { streamID: `${names.userID}-s`, extraInfo: '' });
  const token = await server.token({ ...names, privileges: { login: true, publish: false } });
  await client.request('renewToken', { token });
  expect(await client.event('publishLost')).toEqual({ streamID: `${names.userID}-s`, code: 1002082 });
  await client.request('logout', {});
});

test('a token about to end is announced, and its end kicks with 1002056 where the project says so', async () => {
  await server.projects.update(server.demo.appID, { switches: { ...server.demo.switches, kickOnExpiry: true } });
  // However long the login takes, the clock goes on only afterwards.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { client } = await wireLogin(server, { ...uniqueNames(), grant: { lifetime: 1 } });
  expect((await client.event('tokenWillExpire')).remainSeconds).toBeLessThanOrEqual(1);
  vi.setSystemTime(Date.now() + 1000);
  expect(await client.event('kicked')).toMatchObject({ code: 1002056 });
  await server.projects.update(server.demo.appID, { switches: server.demo.switches });
});

test('a server that closes tells its users and leaves no session', async () => {
  const own = await launchServer();
  const { client } = await wireLogin(own, uniqueNames());
  await own.close();
  expect((await client.closed).code).toBe(closeCodes.goingAway);
  expect(own.sessions.load.sessions).toBe(0);
});
