import { millis, seconds } from '@freshet/kit';
import type { AppID, UserID } from '@freshet/protocol';
import { verify } from '@freshet/token';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RoomStory } from '../callbacks/testing/notices.ts';
import { ConsoleStage, type Person } from './testing/console-stage.ts';

let stage: ConsoleStage;
let owner: Person;
let viewer: Person;
let appID: number;

beforeAll(async () => {
  stage = await ConsoleStage.open();
  owner = await stage.owner();
  viewer = await stage.invited(owner, 'viewer', 'viewer');
  ({ appID } = stage.project);
});
afterAll(() => stage.close());

const call: Person['browser']['call'] = (...args) => owner.browser.call(...args);
const lastEntry = async () => (await call('audit', { limit: 1 })).body.entries[0];

describe('a project', () => {
  test('is made with everything unsafe switched off', async () => {
    const { body } = await call('createProject', { name: '直播' });
    expect(body).toMatchObject({ name: '直播', state: 'active', rooms: 0, users: 0 });
    expect(Object.entries(body.switches).filter(([, on]) => on)).toEqual([['rtc', true]]);
    expect(await lastEntry()).toMatchObject({ actor: 'owner', action: 'createProject', subject: String(body.appID) });
  });

  test('is changed in what is named alone, and the audit log says from what to what', async () => {
    const before = (await call('project', { appID })).body;
    const switches = { ...before.switches, l3: !before.switches.l3 };
    const { body } = await call('updateProject', { appID, switches, state: 'paused' });
    expect(body).toEqual({ ...before, switches, state: 'paused' });
    expect((await lastEntry())?.detail).toEqual({
      state: { from: 'active', to: 'paused' },
      l3: { from: before.switches.l3, to: switches.l3 },
    });
    await call('updateProject', { appID, state: 'active' });
  });

  test('is changed by two who look at an old page, and both have their way', async () => {
    const { body: made } = await call('createProject', { name: 'shared' });
    const shared = { appID: made.appID };
    await call('updateProject', { ...shared, switches: { cbcTokens: true } });
    const first = { room_create: 'https://a.example/hook' };
    await Promise.all([
      call('updateProject', { ...shared, switches: { cbcTokens: false }, limits: { rooms: 3 }, callbackURLs: first }),
      call('updateProject', { ...shared, switches: { l3: true }, limits: { users: 9 } }),
      call('updateProject', { ...shared, callbackURLs: { room_close: 'https://b.example/hook' } }),
    ]);
    const { body } = await call('project', shared);
    expect(body).toEqual({
      ...made,
      switches: { ...made.switches, l3: true },
      limits: { ...made.limits, rooms: 3, users: 9 },
      callbackURLs: { ...first, room_close: 'https://b.example/hook' },
    });
    await call('updateProject', { ...shared, callbackURLs: { room_create: '' } });
    expect((await call('project', shared)).body.callbackURLs).toEqual({ room_close: 'https://b.example/hook' });
    expect((await lastEntry())?.detail).toEqual({ 'callback room_create': { from: 'https://a.example/hook' } });
  });

  test('takes origins as a browser writes them', async () => {
    const { body } = await call('updateProject', { appID, origins: ['https://Shop.Example/', 'http://localhost:80 '] });
    expect(body.origins).toEqual(['https://shop.example', 'http://localhost']);
  });

  test.each([
    'shop.example',
    '*',
    'https://*',
    'https://a.example/path',
    'https://me@a.example',
    'ftp://a.example',
    '',
  ])('refuses the origin %j with words', async (origin) => {
    const answer = await call('updateProject', { appID, origins: [origin] });
    expect(answer).toMatchObject({ status: 400, body: { reason: 'invalid', field: 'origins' } });
    expect(JSON.stringify(answer.body)).toContain('https://shop.example');
  });

  test('takes callback addresses, and keeps their queries out of the audit log', async () => {
    const room_create = 'https://api.shop.example/hook?key=hidden';
    const { body } = await call('updateProject', { appID, callbackURLs: { room_create, room_close: ' ' } });
    expect(body.callbackURLs).toEqual({ room_create });
    expect(JSON.stringify((await lastEntry())?.detail)).not.toContain('hidden');
  });

  test('shows a viewer its callback addresses without their queries, also of what was sent', async () => {
    const room_create = 'https://api.shop.example/hook?key=hidden';
    await call('updateProject', { appID, switches: { callbacks: true }, callbackURLs: { room_create } });
    const at = stage.clock.now();
    const notice = new RoomStory(stage.project.appID, 'room').created();
    stage.store.outbox.keep([{ notice, url: room_create, body: () => '{}' }], at, at);
    const lookedAt = async ({ browser }: Person) => {
      const { body: all } = await browser.call('projects', {});
      const { body: one } = await browser.call('project', { appID });
      const { body: sent } = await browser.call('deliveries', { appID, limit: 1 });
      const urls = [...all.projects, one].map(({ callbackURLs }) => callbackURLs.room_create);
      return [...new Set([...urls, sent.deliveries[0]?.url])].filter((url) => url !== undefined);
    };
    expect(await lookedAt(owner)).toEqual([room_create]);
    expect(await lookedAt(viewer)).toEqual(['https://api.shop.example/hook?…']);
  });

  test.each(['/hook', 'ftp://a.example/', 'https://me:secret@a.example/', 'javascript:alert(1)'])(
    'refuses the callback address %j with words',
    async (stream_create) => {
      const answer = await call('updateProject', { appID, callbackURLs: { stream_create } });
      expect(answer).toMatchObject({ status: 400, body: { reason: 'invalid', field: 'callbackURLs' } });
    },
  );

  test('takes 1 to 50 streams that one login plays, and nothing else', async () => {
    const { limits } = (await call('project', { appID })).body;
    const limit = (plays: number) => call('updateProject', { appID, limits: { ...limits, plays } });
    expect(limits.plays).toBe(12);
    for (const plays of [0, 51, 1.5]) {
      expect(await limit(plays)).toMatchObject({ status: 400, body: { reason: 'invalid', field: 'limits' } });
    }
    expect((await limit(50)).body.limits).toEqual({ ...limits, plays: 50 });
    expect((await lastEntry())?.detail).toEqual({ plays: { from: 12, to: 50 } });
  });

  test('is deleted by whoever types its name, and is gone', async () => {
    const { body } = await call('createProject', { name: 'short-lived' });
    const wrong = await call('deleteProject', { appID: body.appID, typedName: 'short' });
    expect(wrong).toMatchObject({ status: 400, body: { field: 'typedName' } });
    expect((await call('deleteProject', { appID: body.appID, typedName: 'short-lived' })).status).toBe(200);
    for (const endpoint of ['project', 'secrets', 'apiKeys', 'rules'] as const) {
      expect(await call(endpoint, { appID: body.appID })).toMatchObject({ status: 404, body: { reason: 'notFound' } });
    }
  });
});

describe('secrets', () => {
  test('stand in no answer but their own, which is in the audit log, and in no line of the log', async () => {
    const { body: secrets } = await call('secrets', { appID });
    expect(await lastEntry()).toMatchObject({ action: 'secrets', subject: String(appID), detail: {} });
    const { body: key } = await call('createApiKey', { appID, name: 'backend' });
    const { body: minted } = await call('mintToken', { appID, userID: 'ann' });
    const answers = await Promise.all([
      call('projects', {}),
      call('project', { appID }),
      call('apiKeys', { appID }),
      call('operators', {}),
      call('audit', { limit: 200 }),
      call('deliveries', { appID, limit: 100 }),
      call('explainToken', { appID, token: minted.token }),
      viewer.browser.call('projects', {}),
    ]);
    const text = JSON.stringify(answers.map(({ body }) => body)) + stage.logged.join('\n');
    const hidden = [secrets.serverSecret, secrets.callbackSecret, secrets.appSign, key.key, minted.token];
    for (const secret of [...hidden, owner.password, owner.browser.cookie?.split('=')[1] ?? '', 'scrypt']) {
      expect(secret.length).toBeGreaterThan(5);
      expect(text).not.toContain(secret);
    }
  });

  test('that are rotated tell until when the old one counts, and no longer', async () => {
    const { body: before } = await call('secrets', { appID });
    const { body: after } = await call('rotateSecret', { appID, secret: 'serverSecret', overlapHours: 1 });
    expect(after.serverSecret).not.toBe(before.serverSecret);
    expect(after.callbackSecret).toBe(before.callbackSecret);
    expect(after.formerServerSecret?.until).toBeGreaterThan(stage.clock.now());
    expect(await lastEntry()).toMatchObject({ detail: { secret: 'serverSecret', overlapHours: 1 } });
  });

  test.each([
    ['serverSecret', 'formerServerSecret'],
    ['callbackSecret', 'formerCallbackSecret'],
    ['appSign', 'formerAppSign'],
  ] as const)('%s is not replaced while its overlap runs, before an operator ends that', async (secret, former) => {
    const { body: project } = await call('createProject', { name: 'rotated' });
    const of = { appID: project.appID, secret };
    const { body: first } = await call('rotateSecret', { ...of, overlapHours: 24 });
    expect(first[former]?.until).toBeGreaterThan(stage.clock.now());
    const again = await call('rotateSecret', { ...of, overlapHours: 0 });
    expect(again).toMatchObject({ status: 409, body: { reason: 'conflict', field: 'secret' } });
    expect(JSON.stringify(again.body)).toContain('end its overlap first');
    expect((await call('secrets', { appID: project.appID })).body).toEqual(first);
    const { body: ended } = await call('endOverlap', of);
    expect(ended[secret]).toBe(first[secret]);
    expect(ended).not.toHaveProperty(former);
    expect(await lastEntry()).toMatchObject({ action: 'endOverlap', detail: { secret } });
    const { body: next } = await call('rotateSecret', { ...of, overlapHours: 0 });
    expect(next[secret]).not.toBe(first[secret]);
    expect(next).not.toHaveProperty(former);
  });
});

test('an API key is told once, listed without itself, and revoked in its own project alone', async () => {
  const { body: other } = await call('createProject', { name: 'other' });
  const { body } = await call('createApiKey', { appID, name: 'revoked soon' });
  const { keys } = (await call('apiKeys', { appID })).body;
  const id = keys.find(({ name }) => name === 'revoked soon')?.id ?? '';
  expect(stage.store.apiKeys.verify(body.key)?.appID).toBe(appID);
  expect(await call('revokeApiKey', { appID: other.appID, id })).toMatchObject({ status: 404 });
  expect((await call('revokeApiKey', { appID, id })).status).toBe(200);
  expect(stage.store.apiKeys.verify(body.key)).toBeUndefined();
});

describe('a temporary token', () => {
  test('is good for a day, for its user', async () => {
    const before = stage.clock.now();
    const { body } = await call('mintToken', { appID, userID: 'ann', roomID: 'lobby' });
    const project = await stage.store.projects.get(stage.project.appID);
    const grant = await verify(body.token, {
      appID: stage.project.appID,
      secret: project?.serverSecret ?? '',
      userID: 'ann' as UserID,
      allowCbc: false,
      requirePrivileges: true,
      now: stage.clock.now(),
    });
    expect(grant).toMatchObject({ roomID: 'lobby', mayLogin: true, publish: 'any', expire: body.expires });
    expect(body.expires).toBeGreaterThan(before + 86_400_000 - 1000);
    expect((await lastEntry())?.detail).toMatchObject({ userID: 'ann', roomID: 'lobby' });
  });

  test.each([
    [{ userID: '' }, 'userID'],
    [{ userID: 'ann', roomID: 'a b' }, 'roomID'],
  ])('of %j is refused with the field that is wrong', async (wish, field) => {
    const answer = await call('mintToken', { appID, ...wish });
    expect(answer).toMatchObject({ status: 400, body: { reason: 'invalid', field } });
  });

  test('is explained: valid, and why it is not for another user, in a paused project or after a day', async () => {
    let { token } = (await call('mintToken', { appID, userID: 'ann' })).body;
    const explain = async (wish: object) => (await call('explainToken', { appID, token, ...wish })).body;
    const failed = async (wish: object) => {
      const { code, findings } = await explain(wish);
      return { code, checks: findings.filter(({ verdict }) => verdict === 'failed').map(({ check }) => check) };
    };
    expect(await explain({})).toMatchObject({ valid: true, code: 0, claims: { userID: 'ann', mayPublish: true } });
    expect(await failed({ userID: 'bob' })).toEqual({ code: 1002077, checks: ['userID'] });
    expect(await failed({ token: '04nonsense' })).toEqual({ code: 1002033, checks: ['form'] });
    await call('updateProject', { appID, state: 'paused' });
    expect(await failed({})).toEqual({ code: 1000037, checks: ['project'] });
    await call('updateProject', { appID, state: 'active' });
    await call('endOverlap', { appID, secret: 'serverSecret' });
    ({ token } = (await call('mintToken', { appID, userID: 'ann' })).body);
    await call('rotateSecret', { appID, secret: 'serverSecret', overlapHours: 0.5 });
    expect(await explain({})).toMatchObject({ valid: true });
    stage.clock.forward(seconds(1800));
    expect(await failed({})).toEqual({ code: 1002033, checks: ['key'] });
  });
});

test('all that has failed since a time is sent again, and the audit log says how many', async () => {
  const { outbox } = stage.store;
  const { body: project } = await call('createProject', { name: 'told' });
  const story = new RoomStory(project.appID as AppID, 'room');
  const url = 'https://a.example/';
  for (const at of [millis(1000), millis(2000)]) {
    outbox.keep([{ notice: story.cameIn('ann'), url, body: () => '{}' }], at, at);
    outbox.expire(at);
  }
  const wish = { appID: project.appID, state: 'failed', since: 2000 } as const;
  expect((await call('replayDeliveries', wish)).body).toEqual({ count: 1 });
  expect((await lastEntry())?.detail).toEqual({ state: 'failed', since: 2000, count: 1 });
  expect((await call('replayDeliveries', { ...wish, since: 0 })).body).toEqual({ count: 2 });
  expect(await viewer.browser.call('replayDeliveries', wish)).toMatchObject({ status: 403 });
});

test('who is signed in is told where users open the server, and nobody else', async () => {
  const publicOrigin = 'https://public.example';
  expect((await call('standing', {})).body).toMatchObject({ name: 'signedIn', publicOrigin });
  expect((await stage.browser().call('standing', {})).body).toEqual({ name: 'signedOut' });
});

test('every change is in the audit log, newest first and in pages, with who made it from where', async () => {
  const { body: first } = await call('audit', { limit: 3 });
  expect(first.more).toBe(true);
  expect(first.entries[0]).toMatchObject({ actor: 'owner', address: '127.0.0.1' });
  const { body: second } = await call('audit', { limit: 3, before: first.entries[2]?.id ?? 0 });
  const ids = [...first.entries, ...second.entries].map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((one, other) => other - one));
  expect(new Set(ids).size).toBe(6);
});

test('the command on this machine calls as an owner, and stands in the audit log as itself', async () => {
  const made = await stage.console.callAsCommand('createProject', { name: 'by command' });
  expect(made).toMatchObject({ name: 'by command' });
  expect(await lastEntry()).toMatchObject({ actor: 'command', address: 'local', action: 'createProject' });
  const nameless = stage.console.callAsCommand('createProject', {});
  await expect(nameless).rejects.toMatchObject({ reason: 'invalid', field: 'name' });
  const own = stage.console.callAsCommand('changePassword', { current: 'x', next: 'a long password' });
  await expect(own).rejects.toMatchObject({ reason: 'notAllowed' });
});
