import type { Ingest } from '@freshet/core';
import { seconds } from '@freshet/kit';
import {
  FakeMediaPlane,
  fakeOffer,
  type LaunchedServer,
  launchServer,
  uniqueNames,
  type WireClient,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';

/** A media plane that can be made to wait. */
class HeldMediaPlane extends FakeMediaPlane {
  #gate = Promise.withResolvers<void>();

  constructor() {
    super();
    this.letGo();
  }

  hold(): void {
    this.#gate = Promise.withResolvers<void>();
  }

  letGo(): void {
    this.#gate.resolve();
  }

  override async ingest(): Promise<Ingest> {
    await this.#gate.promise;
    return super.ingest();
  }
}

const media = new HeldMediaPlane();
let server: LaunchedServer;

beforeAll(async () => {
  // No play is given up while a test still looks at it.
  server = await launchServer({ media, periods: { playPatience: seconds(60) } });
});
afterAll(() => server.close());

const codes = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.map((result) => (result.status === 'fulfilled' ? 0 : (result.reason as { code?: unknown }).code)).toSorted();

const publish = (client: WireClient, streamID: string) => client.request('publish', { streamID, extraInfo: '' });
const play = (client: WireClient, streamID: string) => client.request('play', { streamID, resourceMode: 0 });

/** Streams of one room, without media yet. */
async function announceLater(roomID: string, count: number): Promise<string[]> {
  const streamIDs = Array.from({ length: count }, (_, index) => `${roomID}-${index}`);
  for (let first = 0; first < count; first += 4) {
    const { client } = await wireLogin(server, { roomID, userID: `${roomID}-host-${first}` });
    await Promise.all(streamIDs.slice(first, first + 4).map((streamID) => publish(client, streamID)));
  }
  return streamIDs;
}

test('of six publishes that come at once the limit lets four in: 1003023', async () => {
  const names = uniqueNames();
  const { client } = await wireLogin(server, names);
  const publishes = [1, 2, 3, 4, 5, 6].map((n) => publish(client, `${names.userID}-${n}`));
  expect(codes(await Promise.allSettled(publishes))).toEqual([0, 0, 0, 0, 1003023, 1003023]);
  await client.request('logout', {});
});

test('of fourteen plays that come at once and wait for media the limit refuses two at once: 1004010', async () => {
  const { roomID, userID } = uniqueNames();
  const streamIDs = await announceLater(roomID, 14);
  const { client } = await wireLogin(server, { roomID, userID });
  await client.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });
  const plays = streamIDs.map((streamID) => play(client, streamID));
  const settled = Promise.allSettled(plays);
  for (const refused of plays.slice(12)) await expect(refused).rejects.toMatchObject({ code: 1004010 });
  await client.request('logout', {});
  expect(codes(await settled)).toEqual([1004010, 1004010, ...Array(12).fill(1004020)]);
});

test('more requests at once than a session may have are refused with 1002071, and the others are answered', async () => {
  const names = uniqueNames();
  const { client } = await wireLogin(server, names);
  media.hold();
  const publishes = Array.from({ length: 100 }, () => publish(client, `${names.userID}-s`));
  await expect(client.request('ping', {})).resolves.toMatchObject({ time: expect.any(Number) });
  media.letGo();
  expect(codes(await Promise.allSettled(publishes))).toEqual([...Array(64).fill(0), ...Array(36).fill(1002071)]);
  await client.request('logout', {});
});

test('what waits for its turn when the user leaves is refused with 1000002, and so is what comes later', async () => {
  const { roomID, userID } = uniqueNames();
  const { client } = await wireLogin(server, { roomID, userID });
  const waiting = publish(client, `${userID}-s`);
  const leaving = client.request('logout', {});
  const late = client.request('setRoomExtraInfo', { key: 'k', value: 'v' });
  expect(codes(await Promise.allSettled([waiting, late]))).toEqual([1000002, 1000002]);
  await leaving;
});

describe('a play that waits for its publisher', () => {
  const parked = async () => {
    const { roomID, userID } = uniqueNames();
    const host = await wireLogin(server, { roomID, userID: `${userID}-host` });
    const { client } = await wireLogin(server, { roomID, userID });
    await client.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });
    const streamID = `${roomID}-s`;
    await publish(host.client, streamID);
    const flow = () => host.client.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
    return { client, streamID, flow };
  };

  test('begins when media flows', async () => {
    const { client, streamID, flow } = await parked();
    const waiting = play(client, streamID);
    await flow();
    expect((await waiting).answer.engine).toBe('fake');
    await client.request('playReady', { streamID });
  });

  test('is ended by a stop, even one that comes with it, and can be begun again at once', async () => {
    const { client, streamID, flow } = await parked();
    const first = play(client, streamID);
    const stopped = expect(first).rejects.toMatchObject({ code: 1004011 });
    await client.request('stopPlay', { streamID });
    await stopped;
    await expect(client.request('playReady', { streamID })).rejects.toMatchObject({ code: 1004011 });
    const second = play(client, streamID);
    await flow();
    expect((await second).answer.engine).toBe('fake');
  });

  test('gives way to a later play of the same stream', async () => {
    const { client, streamID, flow } = await parked();
    const plays = Promise.allSettled([play(client, streamID), play(client, streamID)]);
    await flow();
    expect(codes(await plays)).toEqual([0, 1004011]);
  });

  test('ends with its receiving side, to be tried again: 1004020', async () => {
    const { client, streamID } = await parked();
    const waiting = expect(play(client, streamID)).rejects.toMatchObject({ code: 1004020 });
    await client.request('viewer', {});
    await waiting;
  });
});

test('more logins to a room than it may have in a second are refused with 1002072, and other rooms are open', async () => {
  // The second does not end while the test fills it.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const strict = await launchServer({ media: new FakeMediaPlane(), door: { roomLogins: 3 } });
  onTestFinished(() => strict.close());
  const { roomID } = uniqueNames();
  const login = (n: number, room = roomID) => wireLogin(strict, { roomID: room, userID: `${room}-${n}` });
  const logins = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => login(n)));
  expect(codes(logins)).toEqual([0, 0, 0, ...Array(7).fill(1002072)]);
  await login(1, uniqueNames().roomID);
  vi.setSystemTime(Date.now() + 1000);
  await login(10);
});
