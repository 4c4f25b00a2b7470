import { MemoryCluster } from '@freshet/cluster';
import { millis, systemClock } from '@freshet/kit';
import { closeCodes, type RoomID, type StreamID, type UserID } from '@freshet/protocol';
import { FakeMediaPlane } from '@freshet/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Viewer } from '../ports/media-plane.ts';
import { commands } from './commands.ts';
import { caller, login, openNode as node, project } from './testing/node.ts';

/** A media plane that opens no viewer before it is let. */
class HeldMediaPlane extends FakeMediaPlane {
  readonly asked = Promise.withResolvers<void>();
  readonly #let = Promise.withResolvers<void>();

  letGo(): void {
    this.#let.resolve();
  }

  override async viewer(): Promise<Viewer> {
    this.asked.resolve();
    await this.#let.promise;
    return super.viewer();
  }
}

const nothing = { rooms: 0, sessions: 0, attached: 0, streams: 0 };

test('a login on one node ends the older login of the same user on another', async () => {
  const cluster = new MemoryCluster();
  const [a, b] = [await node(cluster, new FakeMediaPlane()), await node(cluster, new FakeMediaPlane())];
  const { session } = await a.login(await login('ann', 'here'), caller);
  await b.login(await login('ann', 'there'), caller);
  expect(session.closed).toBe(true);
  await expect.poll(() => a.load).toEqual(nothing);
});

test('of two nodes that log one user in at once, one has a session and the other nothing', async () => {
  for (let round = 0; round < 20; round += 1) {
    const cluster = new MemoryCluster();
    const nodes = [await node(cluster, new FakeMediaPlane()), await node(cluster, new FakeMediaPlane())] as const;
    await Promise.allSettled([
      nodes[0].login(await login('ann', 'here'), caller),
      nodes[1].login(await login('ann', 'there'), caller),
    ]);
    await expect.poll(() => nodes[0].load.sessions + nodes[1].load.sessions).toBe(1);
    await expect.poll(() => nodes[0].load.rooms + nodes[1].load.rooms).toBe(1);
  }
});

test('a call that was not answered gives way to a later one on another node, and to none that has left: 1002050', async () => {
  const cluster = new MemoryCluster();
  const [a, b] = [await node(cluster, new FakeMediaPlane()), await node(cluster, new FakeMediaPlane())];
  const call = { ...(await login('ann', 'here')), attempt: 'a call' };
  await a.login(call, caller);
  const { session } = await b.login({ ...(await login('ann', 'there')), attempt: 'a later call' }, caller);
  await expect(a.login(call, caller)).rejects.toMatchObject({ code: 1002050 });
  expect(session.closed).toBe(false);
  await b.logout(session);
  await expect(a.login(call, caller)).resolves.toMatchObject({ answer: { version: 1 } });
});

test('a return ends the socket before it at once, and may be made again until the client says something', async () => {
  const sessions = await node(new MemoryCluster(), new FakeMediaPlane());
  const { session, answer } = await sessions.login(await login('ann'), caller);
  const closed: number[] = [];
  session.attach({ send: () => undefined, close: (code) => void closed.push(code) }, answer.positions);
  const { sessionID, resumeSecret, positions } = answer;
  const resume = () => sessions.resume({ versions: [1], sessionID, resumeSecret, positions }, caller);
  resume();
  expect(closed).toEqual([closeCodes.superseded]);
  resume();
  session.touch();
  expect(resume).toThrow(expect.objectContaining({ code: 1002052 }));
});

test('a user who is sent away while his login is under way is refused by the code and the words of that', async () => {
  const media = new HeldMediaPlane();
  const sessions = await node(new MemoryCluster(), media);
  const late = sessions.login(await login('ann'), caller);
  await media.asked.promise;
  await sessions.control.kick(project.appID, 'room' as RoomID, ['ann' as UserID], 'be kind');
  media.letGo();
  await expect(late).rejects.toMatchObject({ code: 1002055, reason: 'be kind' });
  expect(sessions.load).toEqual(nothing);
});

test('a session that ends while its login is under way leaves nothing behind', async () => {
  const media = new HeldMediaPlane();
  const sessions = await node(new MemoryCluster(), media);
  const late = sessions.login(await login('ann'), caller);
  await media.asked.promise;
  const closing = sessions.close();
  media.letGo();
  await expect(late).rejects.toMatchObject({ code: 1002099 });
  await closing;
  expect(sessions.load).toEqual(nothing);
  expect(media.load().workers).toMatchObject([{ viewers: 0 }]);
});

test('logins at the moment of closing are refused by a code and leave nothing behind', async () => {
  const media = new FakeMediaPlane();
  const sessions = await node(new MemoryCluster(), media);
  const requests = await Promise.all(Array.from({ length: 8 }, (_, index) => login(`user-${index % 4}`)));
  const logins = requests.map((request) => sessions.login(request, caller));
  const settled = Promise.allSettled(logins);
  await Promise.resolve();
  await sessions.close();
  for (const result of await settled) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'FreshetError' });
  }
  expect(sessions.load).toEqual(nothing);
  expect(media.load().workers).toMatchObject([{ viewers: 0 }]);
  await expect(sessions.login(await login('ann'), caller)).rejects.toMatchObject({ code: 1002099 });
});

test('a login whose receiving side cannot be opened leaves nothing behind', async () => {
  const media = new FakeMediaPlane();
  const sessions = await node(new MemoryCluster(), media);
  await media.close();
  await expect(sessions.login(await login('ann'), caller)).rejects.toMatchObject({ code: 1002099 });
  expect(sessions.load).toEqual(nothing);
});

test('a user who leaves and returns at once finds another life of the room, and another login', async () => {
  const sessions = await node(new MemoryCluster(), new FakeMediaPlane());
  const request = await login('ann');
  const lives: { roomSessionID: string; loginEpoch: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const { session, answer } = await sessions.login(request, caller);
    lives.push(answer);
    await sessions.logout(session);
  }
  expect(new Set(lives.map(({ roomSessionID }) => roomSessionID)).size).toBe(5);
  expect(lives.map(({ loginEpoch }) => loginEpoch)).toEqual(
    lives.map(({ loginEpoch }) => loginEpoch).toSorted((a, b) => a - b),
  );
  expect(new Set(lives.map(({ loginEpoch }) => loginEpoch)).size).toBe(5);
});

test('a clock that is set an hour ahead ends nobody; a whole heartbeat period of silence does', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let ahead = 0;
  const sessions = await node(new MemoryCluster(), new FakeMediaPlane(), {
    now: () => millis(systemClock.now() + ahead),
  });
  const { session } = await sessions.login(await login('ann'), caller);
  ahead = 3_600_000;
  vi.advanceTimersByTime(50_000);
  expect(session.closed).toBe(false);
  session.touch();
  vi.advanceTimersByTime(100_000);
  expect(session.closed).toBe(false);
  vi.advanceTimersByTime(5000);
  expect(session.closed).toBe(true);
});

test('a report about a stream that was asked for and does not play is taken down nowhere', async () => {
  const sessions = await node(new MemoryCluster(), new FakeMediaPlane());
  const { session } = await sessions.login(await login('ann'), caller);
  const streamID = 'made-up' as StreamID;
  const asked = commands.play(session, { streamID, resourceMode: 0 });
  const measures = { kbps: 1, fps: 1, lossPercent: 0, rttMs: 1 };
  await commands.report(session, { publishes: [], plays: [{ streamID, ...measures }] });
  await expect(asked).rejects.toMatchObject({ code: 1004002 });
  const { appID, userID } = session.entrant;
  expect(sessions.control.quality.playedBy(appID, streamID, userID, millis(0))).toEqual([]);
});

test('messages take no numbers from the epochs, which would run ahead of the clock and stay behind after a restart', async () => {
  const sessions = await node(new MemoryCluster(), new FakeMediaPlane(), { now: () => millis(1_700_000_000_000) });
  const { session } = await sessions.login(await login('ann'), caller);
  const { appID, roomID, user } = session.entrant;
  const said = Array.from({ length: 1000 }, () => sessions.control.broadcast(appID, roomID, user, 'm') ?? 0);
  expect(said).toEqual(said.map((_, n) => (said[0] ?? 0) + n));
  const next = await sessions.login(await login('bob'), caller);
  expect(next.answer.loginEpoch - session.loginEpoch).toBeLessThan(10);
});
