import { millis } from '@freshet/kit';
import type { Params, Result } from '@freshet/protocol';
import {
  FakeMediaPlane,
  fakeOffer,
  type LaunchedServer,
  launchServer,
  loginParams,
  uniqueNames,
  WireClient,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';

const COUNT_TICK = millis(300);
let server: LaunchedServer;

beforeAll(async () => {
  server = await launchServer({
    media: new FakeMediaPlane(),
    periods: { presenceTick: millis(10), countTick: millis(10) },
    door: { refusedLogins: 3 },
  });
});
afterAll(() => server.close());

async function login(params: Params<'login'>): Promise<{ client: WireClient; answer: Result<'login'> }> {
  const client = await WireClient.connect(server.origin);
  return { client, answer: await client.request('login', params) };
}

async function resume({ sessionID, positions }: Result<'login'>, resumeSecret: string): Promise<WireClient> {
  const client = await WireClient.connect(server.origin);
  await client.request('resume', { versions: [1], sessionID, resumeSecret, positions });
  return client;
}

test('an SDK whose repeated login was never answered repeats it once more, and is let in', async () => {
  const { roomID, userID } = uniqueNames();
  const first = await wireLogin(server, { roomID, userID });
  first.client.cut();
  const repeat = await loginParams(server, { roomID, userID, repeats: first.answer.loginEpoch });
  const unheard = await login(repeat);
  unheard.client.cut();
  const heard = await login(repeat);
  expect(heard.answer.loginEpoch).toBeGreaterThan(unheard.answer.loginEpoch);
  await heard.client.request('logout', {});
});

test('someone who logs in between two changes of the count is told what it became', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const ticking = await launchServer({ media: new FakeMediaPlane(), periods: { countTick: COUNT_TICK } });
  onTestFinished(() => ticking.close());
  const { roomID } = uniqueNames();
  const [ann, bob] = [
    await wireLogin(ticking, { roomID, userID: `${roomID}-ann` }),
    await wireLogin(ticking, { roomID, userID: `${roomID}-bob` }),
  ];
  vi.advanceTimersByTime(COUNT_TICK);
  await ann.client.event('count', ({ userCount }) => userCount === 2);
  const cleo = await wireLogin(ticking, { roomID, userID: `${roomID}-cleo` });
  expect(cleo.answer.room.userCount).toBe(3);
  await bob.client.request('logout', {});
  vi.advanceTimersByTime(COUNT_TICK);
  expect(await cleo.client.event('count')).toEqual({ userCount: 2 });
});

test('a return that comes when the session was just ended is told why', async () => {
  const { roomID, userID } = uniqueNames();
  const { client, answer } = await wireLogin(server, { roomID, userID });
  client.cut();
  const [back, kicker] = await Promise.all([WireClient.connect(server.origin), WireClient.connect(server.origin)]);
  const { sessionID, resumeSecret, positions } = answer;
  const again = await loginParams(server, { roomID, userID });
  const returning = back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
  const kicking = kicker.request('login', again);
  // Whichever comes first, the older client hears of it: as an answer, or as the event that follows one.
  const outcome = await returning.then(
    () => back.event('kicked').then(({ code }) => code),
    (error: { code: number }) => error.code,
  );
  expect([1002050, 1002052]).toContain(outcome);
  await kicking;
  await kicker.request('logout', {});
});

test('guesses at the secret of a session count as refused logins, and unknown sessions do not', async () => {
  const strict = await launchServer({ media: new FakeMediaPlane(), door: { refusedLogins: 3 } });
  const { answer } = await wireLogin(strict, uniqueNames());
  const attempt = async (sessionID: string) => {
    const client = await WireClient.connect(strict.origin);
    const { positions, resumeSecret } = answer;
    const guess = '0'.repeat(resumeSecret.length);
    return client
      .request('resume', { versions: [1], sessionID, resumeSecret: guess, positions })
      .finally(() => client.close());
  };
  for (let n = 0; n < 5; n += 1) await expect(attempt('unknown')).rejects.toMatchObject({ code: 1002052 });
  for (let n = 0; n < 3; n += 1) await expect(attempt(answer.sessionID)).rejects.toMatchObject({ code: 1002052 });
  await expect(attempt(answer.sessionID)).rejects.toMatchObject({ code: 1002071 });
  await strict.close();
});

test('an answer to a return that is lost costs nothing: the next return with the same secret is let in', async () => {
  const { roomID, userID } = uniqueNames();
  const watcher = await wireLogin(server, { roomID, userID: `${userID}-watcher` });
  const host = await wireLogin(server, { roomID, userID });
  const streamID = `${roomID}-s`;
  await host.client.request('publish', { streamID, extraInfo: '' });
  await host.client.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
  await watcher.client.event('streams', ({ added }) => added.length > 0);
  host.client.cut();
  const { resumeSecret } = host.answer;
  for (let n = 0; n < 2; n += 1) {
    // It came, and is treated as if it had not.
    const unheard = await resume(host.answer, resumeSecret);
    unheard.cut();
  }
  await watcher.client.request('sendBroadcastMessage', { message: 'said meanwhile' });
  const back = await resume(host.answer, resumeSecret);
  await back.event('broadcastMessage', ({ message }) => message === 'said meanwhile');
  await back.request('sendBroadcastMessage', { message: 'said afterwards' });
  await back.event('broadcastMessage', ({ message }) => message === 'said afterwards');
  expect(back.heard.filter(({ event }) => event === 'broadcastMessage')).toHaveLength(2);
  const changes = watcher.client.heard.filter(({ event }) => event === 'streams' || event === 'users');
  for (const { data } of changes) expect(data).toMatchObject({ removed: [] });
  await Promise.all([back.request('logout', {}), watcher.client.request('logout', {})]);
});

test('a secret whose answer was heard ends with the first word after it, and counts as no guess: 1002052', async () => {
  const strict = await launchServer({ media: new FakeMediaPlane(), door: { refusedLogins: 2 } });
  const { roomID, userID } = uniqueNames();
  const { client, answer } = await wireLogin(strict, { roomID, userID });
  const attempt = async (resumeSecret: string) => {
    const back = await WireClient.connect(strict.origin);
    const { sessionID, positions } = answer;
    const resumed = await back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
    return { back, next: resumed.resumeSecret };
  };
  client.cut();
  const { back, next } = await attempt(answer.resumeSecret);
  await back.request('ping', {});
  for (let n = 0; n < 5; n += 1) await expect(attempt(answer.resumeSecret)).rejects.toMatchObject({ code: 1002052 });
  back.cut();
  // Its way back is the secret of the answer that it heard; the one before the last is a guess by then.
  const again = await attempt(next);
  await again.back.request('ping', {});
  for (const code of [1002052, 1002052, 1002071]) {
    await expect(attempt(answer.resumeSecret)).rejects.toMatchObject({ code });
  }
  await expect(again.back.request('ping', {})).resolves.toMatchObject({ time: expect.any(Number) });
  await strict.close();
});

test('a secret that was not heard of is over when the one after it is used', async () => {
  const { client, answer } = await wireLogin(server, uniqueNames());
  client.cut();
  const { sessionID, resumeSecret, positions } = answer;
  const attempt = async (secret: string) => {
    const back = await WireClient.connect(server.origin);
    return back.request('resume', { versions: [1], sessionID, resumeSecret: secret, positions });
  };
  const first = await attempt(resumeSecret);
  const second = await attempt(first.resumeSecret);
  await expect(attempt(resumeSecret)).rejects.toMatchObject({ code: 1002052 });
  await expect(attempt(second.resumeSecret)).resolves.toMatchObject({ publishing: [] });
});

test('someone who is sent away while the answer to his return is on its way hears of it with his former secret', async () => {
  const { roomID, userID } = uniqueNames();
  const { client, answer } = await wireLogin(server, { roomID, userID });
  client.cut();
  const unheard = await resume(answer, answer.resumeSecret);
  unheard.cut();
  await server.sessions.control.kick(server.demo.appID, roomID, [userID], 'be kind');
  await expect(resume(answer, answer.resumeSecret)).rejects.toMatchObject({ code: 1002055, reason: 'be kind' });
});

test('a login that was not answered and is tried again never ends one that came after it: 1002050', async () => {
  const { roomID, userID } = uniqueNames();
  const call = await loginParams(server, { roomID, userID, attempt: 'first call' });
  const unheard = await login(call);
  unheard.client.cut();
  const again = await login(call);
  again.client.cut();
  const newer = await login(await loginParams(server, { roomID, userID, attempt: 'second call' }));
  await expect(login(call)).rejects.toMatchObject({ code: 1002050 });
  await expect(newer.client.request('ping', {})).resolves.toMatchObject({ time: expect.any(Number) });
  await newer.client.request('logout', {});
  const last = await login(call);
  await last.client.request('logout', {});
});

test('a login that was not answered and is tried again hears that its user was sent away meanwhile: 1002055', async () => {
  const { roomID, userID } = uniqueNames();
  const call = await loginParams(server, { roomID, userID, attempt: 'the call' });
  const unheard = await login(call);
  unheard.client.cut();
  await server.sessions.control.kick(server.demo.appID, roomID, [userID], 'be kind');
  await expect(login(call)).rejects.toMatchObject({ code: 1002055, reason: 'be kind' });
  const next = await login({ ...call, attempt: 'another call' });
  await next.client.request('logout', {});
});

test('positions from the future bring the room as it is, or a refusal where they are the session’s own', async () => {
  const { roomID, userID } = uniqueNames();
  const { client, answer } = await wireLogin(server, { roomID, userID });
  const ahead = (at: { epoch: number; seq: number }) => ({ ...at, seq: at.seq + 1_000_000 });
  const { positions } = answer;
  await expect(
    resume({ ...answer, positions: { ...positions, session: ahead(positions.session) } }, answer.resumeSecret),
  ).rejects.toMatchObject({ code: 1002052 });
  const back = await WireClient.connect(server.origin);
  const { sessionID, resumeSecret } = answer;
  const asked = { versions: [1], sessionID, resumeSecret, positions: { ...positions, room: ahead(positions.room) } };
  const resumed = await back.request('resume', asked);
  expect(resumed.room).toMatchObject({ userCount: 1 });
  expect(resumed.positions.room.seq).toBeLessThan(1000);
  expect((await client.closed).reason).toContain('another socket');
  await back.request('logout', {});
});
