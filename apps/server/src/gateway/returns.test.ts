import { millis } from '@freshet/kit';
import type { Params, Result } from '@freshet/protocol';
import {
  FakeMediaPlane,
  type LaunchedServer,
  launchServer,
  loginParams,
  uniqueNames,
  WireClient,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: LaunchedServer;

beforeAll(async () => {
  server = await launchServer({
    media: new FakeMediaPlane(),
    periods: { presenceTick: millis(10), countTick: millis(300) },
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
  const { roomID } = uniqueNames();
  const [ann, bob] = [
    await wireLogin(server, { roomID, userID: `${roomID}-ann` }),
    await wireLogin(server, { roomID, userID: `${roomID}-bob` }),
  ];
  await ann.client.event('count', ({ userCount }) => userCount === 2);
  const cleo = await wireLogin(server, { roomID, userID: `${roomID}-cleo` });
  expect(cleo.answer.room.userCount).toBe(3);
  await bob.client.request('logout', {});
  expect(await cleo.client.event('count')).toEqual({ userCount: 2 });
  await Promise.all([ann.client.request('logout', {}), cleo.client.request('logout', {})]);
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
