import { MemoryCluster, MemoryRegistry } from '@freshet/cluster';
import { type Clock, millis, seconds, systemClock } from '@freshet/kit';
import { type AppID, type Params, protocolVersions } from '@freshet/protocol';
import { FakeMediaPlane } from '@freshet/testkit';
import { mint } from '@freshet/token';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Viewer } from '../ports/media-plane.ts';
import { defaultSwitches, type Project, type ProjectStore } from '../ports/project-store.ts';
import { Sessions } from './sessions.ts';

const project: Project = { appID: 1 as AppID, name: 'p', serverSecret: 's'.repeat(32), switches: defaultSwitches };
const LEASE = { lease: seconds(3), heartbeat: seconds(1), clock: systemClock };
const silent = { child: () => silent, info: () => undefined, warn: () => undefined, error: () => undefined };

const projects: Pick<ProjectStore, 'get'> = { get: async () => project };

async function node(cluster: MemoryCluster, media: FakeMediaPlane, clock: Clock = systemClock): Promise<Sessions> {
  const registry = await MemoryRegistry.join(cluster, LEASE);
  const sessions = await Sessions.open({
    registry,
    projects,
    media,
    clock,
    settings: {
      room: { presenceTick: millis(10), countTick: millis(10), logLength: 16 },
      session: { heartbeatPeriod: seconds(100), playPatience: millis(100), logLength: 16 },
    },
    log: silent,
  });
  onTestFinished(async () => {
    await sessions.close();
    await registry.close();
  });
  return sessions;
}

async function login(userID: string, roomID = 'room'): Promise<Params<'login'>> {
  const token = await mint({ appID: project.appID, secret: project.serverSecret, userID, lifetime: 60 });
  return {
    versions: [...protocolVersions],
    appID: project.appID,
    roomID,
    user: { userID, userName: userID },
    token,
    config: { isUserStatusNotify: true, maxMemberCount: 0 },
  };
}

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
  const { session } = await a.login(await login('ann', 'here'));
  await b.login(await login('ann', 'there'));
  expect(session.closed).toBe(true);
  await expect.poll(() => a.load).toEqual(nothing);
});

test('of two nodes that log one user in at once, one has a session and the other nothing', async () => {
  for (let round = 0; round < 20; round += 1) {
    const cluster = new MemoryCluster();
    const nodes = [await node(cluster, new FakeMediaPlane()), await node(cluster, new FakeMediaPlane())] as const;
    await Promise.allSettled([nodes[0].login(await login('ann', 'here')), nodes[1].login(await login('ann', 'there'))]);
    await expect.poll(() => nodes[0].load.sessions + nodes[1].load.sessions).toBe(1);
    await expect.poll(() => nodes[0].load.rooms + nodes[1].load.rooms).toBe(1);
  }
});

test('a session that ends while its login is under way leaves nothing behind', async () => {
  const media = new HeldMediaPlane();
  const sessions = await node(new MemoryCluster(), media);
  const late = sessions.login(await login('ann'));
  await media.asked.promise;
  const closing = sessions.close();
  media.letGo();
  await expect(late).rejects.toMatchObject({ name: 'FreshetError' });
  await closing;
  expect(sessions.load).toEqual(nothing);
  expect(media.load().workers).toMatchObject([{ viewers: 0 }]);
});

test('logins at the moment of closing are refused by a code and leave nothing behind', async () => {
  const media = new FakeMediaPlane();
  const sessions = await node(new MemoryCluster(), media);
  const requests = await Promise.all(Array.from({ length: 8 }, (_, index) => login(`user-${index % 4}`)));
  const logins = requests.map((request) => sessions.login(request));
  const settled = Promise.allSettled(logins);
  await Promise.resolve();
  await sessions.close();
  for (const result of await settled) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'FreshetError' });
  }
  expect(sessions.load).toEqual(nothing);
  expect(media.load().workers).toMatchObject([{ viewers: 0 }]);
  await expect(sessions.login(await login('ann'))).rejects.toMatchObject({ code: 1002099 });
});

test('a login whose receiving side cannot be opened leaves nothing behind', async () => {
  const media = new FakeMediaPlane();
  const sessions = await node(new MemoryCluster(), media);
  await media.close();
  await expect(sessions.login(await login('ann'))).rejects.toMatchObject({ code: 1002099 });
  expect(sessions.load).toEqual(nothing);
});

test('a user who leaves and returns at once finds another life of the room, and another login', async () => {
  const sessions = await node(new MemoryCluster(), new FakeMediaPlane());
  const request = await login('ann');
  const lives: { roomSessionID: string; loginEpoch: number }[] = [];
  for (let round = 0; round < 5; round += 1) {
    const { session, answer } = await sessions.login(request);
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
  const { session } = await sessions.login(await login('ann'));
  ahead = 3_600_000;
  vi.advanceTimersByTime(50_000);
  expect(session.closed).toBe(false);
  session.touch();
  vi.advanceTimersByTime(100_000);
  expect(session.closed).toBe(false);
  vi.advanceTimersByTime(5000);
  expect(session.closed).toBe(true);
});
