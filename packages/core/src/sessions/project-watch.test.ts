import { MemoryCluster } from '@freshet/cluster';
import { type Clock, Emitter, type Millis, millis, systemClock } from '@freshet/kit';
import type { Params } from '@freshet/protocol';
import { FakeMediaPlane } from '@freshet/testkit';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Project, ProjectEvents } from '../ports/project-store.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { caller, login, openNode, project } from './testing/node.ts';

type Switches = Partial<Project['switches']>;

/** The project of one test, which can be changed. */
class ChangingProject {
  readonly events = new Emitter<ProjectEvents>();
  /** Runs before the project is read. */
  beforeRead: () => void = () => undefined;
  #now: Project;

  constructor(switches: Switches) {
    this.#now = { ...project, switches: { ...project.switches, ...switches } };
  }

  async get(): Promise<Project> {
    this.beforeRead();
    return this.#now;
  }

  switch(switches: Switches): void {
    this.change({ switches: { ...this.#now.switches, ...switches } });
  }

  change(change: Partial<Project>): void {
    this.#now = { ...this.#now, ...change };
    this.events.emit('changed', { appID: project.appID, project: this.#now });
  }
}

async function open(
  switches: Switches,
  clock: Clock = systemClock,
): Promise<{ changing: ChangingProject; sessions: Sessions }> {
  const changing = new ChangingProject(switches);
  return { changing, sessions: await openNode(new MemoryCluster(), new FakeMediaPlane(), clock, [], changing) };
}

const privileges = { login: true, publish: true };
const appSignLogin = async (): Promise<Params<'login'>> => ({
  ...(await login('signed')),
  token: '',
  appSign: project.appSign.toUpperCase(),
});
const cbc = () => login('cbc', 'room', { form: 'cbc', privileges });
const basic = () => login('basic');
const safest = () => login('safest', 'room', { privileges });

async function enter(sessions: Sessions, params: Params<'login'>): Promise<Session> {
  return (await sessions.login(params, caller)).session;
}

const everything = { appSignLogin: true, cbcTokens: true };

describe('what no longer lets a user in ends the session that began with it', () => {
  test.each([
    [
      'AppSign logins that are switched off',
      { switches: { appSignLogin: false } },
      appSignLogin,
      1002067,
      /no AppSign/,
    ],
    ['an AppSign that was rotated', { appSign: 'b'.repeat(64) }, appSignLogin, 1001005, /AppSign/],
    ['CBC tokens that are switched off', { switches: { cbcTokens: false } }, cbc, 1002033, /CBC/],
    ['privileges that are required', { switches: { privilegeTokens: true } }, basic, 1002033, /privileges/],
  ])('%s', async (_what, { switches, ...change }: Partial<Project> | { switches: Switches }, params, code, reason) => {
    const { changing, sessions } = await open(everything);
    const ended = await enter(sessions, await params());
    const stays = await enter(sessions, await safest());
    changing.change(change);
    if (switches) changing.switch(switches);
    expect(ended.farewell).toMatchObject({ code, reason: expect.stringMatching(reason) });
    expect(stays.closed).toBe(false);
    await expect(enter(sessions, await params())).rejects.toMatchObject({ code });
  });
});

test('what is switched to admit more, a new name and a rotated ServerSecret end nobody', async () => {
  const { changing, sessions } = await open(everything);
  const all = await Promise.all([appSignLogin(), cbc(), basic()].map(async (params) => enter(sessions, await params)));
  changing.change({ name: 'other', serverSecret: 't'.repeat(32) });
  changing.switch({ l3: true, crossRoomPlay: true });
  expect(all.map(({ closed }) => closed)).toEqual([false, false, false]);
});

test('who came in with the AppSign before stays for its overlap, and is sent away within a minute of its end', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let now: Millis = systemClock.now();
  const { changing, sessions } = await open(everything, { now: () => now });
  const early = await enter(sessions, await appSignLogin());
  const until = millis(now + 3_600_000);
  changing.change({ appSign: 'b'.repeat(64), formerAppSign: { secret: project.appSign, until } });
  const late = await enter(sessions, { ...(await appSignLogin()), user: { userID: 'late', userName: 'late' } });
  const fresh = await enter(sessions, {
    ...(await appSignLogin()),
    user: { userID: 'b', userName: 'b' },
    appSign: 'b'.repeat(64),
  });
  now = millis(until - 1);
  vi.advanceTimersByTime(60_000);
  expect([early, late, fresh].map(({ closed }) => closed)).toEqual([false, false, false]);
  now = until;
  for (const session of [early, late, fresh]) session.touch();
  vi.advanceTimersByTime(60_000);
  expect([early.farewell, late.farewell]).toMatchObject([{ code: 1001005 }, { code: 1001005 }]);
  expect(fresh.closed).toBe(false);
  await expect(enter(sessions, await appSignLogin())).rejects.toMatchObject({ code: 1001005 });
});

test('pages of an origin that is named no more are sent away, those of others and programs stay', async () => {
  const { changing, sessions } = await open({});
  const from = async (userID: string, origin?: string) => {
    const where = origin === undefined ? caller : { ...caller, origin };
    return (await sessions.login(await login(userID), where)).session;
  };
  const [shop, blog] = [await from('shop', 'https://shop.example'), await from('blog', 'https://blog.example')];
  const program = await from('program');
  changing.change({ origins: ['https://shop.example', 'https://blog.example'] });
  expect([shop, blog, program].map(({ closed }) => closed)).toEqual([false, false, false]);
  changing.change({ origins: ['https://shop.example'] });
  expect(blog.farewell).toMatchObject({ code: 1000039, reason: expect.stringContaining('https://blog.example') });
  expect([shop, program].map(({ closed }) => closed)).toEqual([false, false]);
});

test('a session is not gone on with from a page that its project does not let in, and waits for one that it does', async () => {
  const { changing, sessions } = await open({});
  const there = { ...caller, origin: 'https://shop.example' };
  const { session, answer } = await sessions.login(await login('ann'), there);
  changing.change({ origins: ['https://shop.example'] });
  const { sessionID, resumeSecret, positions } = answer;
  const resume = (origin: string) =>
    sessions.resume({ versions: [1], sessionID, resumeSecret, positions }, { ...caller, origin });
  expect(() => resume('https://evil.example')).toThrow(expect.objectContaining({ code: 1000039 }));
  expect(session.closed).toBe(false);
  expect(resume('https://shop.example').session).toBe(session);
});

test('a renewed token is what counts from then on', async () => {
  const { changing, sessions } = await open(everything);
  const better = await enter(sessions, await login('a', 'room', { form: 'cbc' }));
  const worse = await enter(sessions, await login('b', 'room', { privileges }));
  await better.renewToken((await login('a', 'room', { privileges })).token);
  await worse.renewToken((await login('b', 'room', { form: 'cbc', privileges })).token);
  changing.switch({ cbcTokens: false });
  expect(better.closed).toBe(false);
  expect(worse.farewell).toMatchObject({ code: 1002033 });
});

test('a user of an AppSign who shows a token is one with a token', async () => {
  const { changing, sessions } = await open(everything);
  const session = await enter(sessions, await appSignLogin());
  await session.renewToken((await login('signed')).token);
  changing.switch({ appSignLogin: false });
  expect(session.closed).toBe(false);
});

test('a switch that is turned while a token is renewed refuses the new one, and the old one stands', async () => {
  const { changing, sessions } = await open(everything);
  const session = await enter(sessions, await basic());
  const { token } = await login('basic', 'room', { form: 'cbc' });
  let reads = 0;
  changing.beforeRead = () => {
    reads += 1;
    if (reads === 1) queueMicrotask(() => changing.switch({ cbcTokens: false }));
  };
  await expect(session.renewToken(token)).rejects.toMatchObject({ code: 1002033 });
  changing.switch({ crossRoomPlay: true });
  expect(session.closed).toBe(false);
});

test('a switch that is turned while a user takes his seat refuses the login', async () => {
  const { changing, sessions } = await open(everything);
  let reads = 0;
  changing.beforeRead = () => {
    reads += 1;
    if (reads === 2) changing.switch({ appSignLogin: false });
  };
  await expect(enter(sessions, await appSignLogin())).rejects.toMatchObject({ code: 1002067 });
  expect(sessions.load.sessions).toBe(0);
});
