import type { Socket } from 'node:net';
import { millis } from '@freshet/kit';
import { CallbackReceiver, eventually } from '@freshet/testkit';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { arrivedAt, openBench, settled } from './testing/callback-stage.ts';
import { RoomStory } from './testing/notices.ts';

let receiver: CallbackReceiver;

beforeEach(async () => {
  receiver = await CallbackReceiver.start();
  return () => receiver.close();
});

const arrived = (count: number, at = receiver) => arrivedAt(at, count);

test('a target that never answers delays no other', async () => {
  const bench = await openBench();
  const { promise: never, resolve } = Promise.withResolvers<void>();
  onTestFinished(() => resolve());
  receiver.answer = () => never;
  const quick = await CallbackReceiver.start();
  onTestFinished(() => quick.close());
  const slow = await bench.project(receiver.origin);
  const { appID } = await bench.project(quick.origin);
  const [stuck, story] = [new RoomStory(slow.appID, 'r'), new RoomStory(appID, 'r')];
  for (let index = 0; index < 50; index += 1) {
    bench.callbacks.tell(stuck.cameIn(`u${index}`));
    bench.callbacks.tell(story.cameIn(`u${index}`));
  }
  await arrived(50, quick);
  expect(bench.deliveries(slow.appID).every(({ state }) => state === 'waiting')).toBe(true);
});

test('never more than eight are on their way to one target, and of a room with few that wait one', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  const { promise: wait, resolve } = Promise.withResolvers<void>();
  receiver.answer = () => wait;
  const stories = Array.from({ length: 12 }, (_, index) => new RoomStory(appID, `r${index}`, String(index + 1)));
  for (const story of stories) for (const user of ['ann', 'bob']) bench.callbacks.tell(story.cameIn(user));
  const told = await arrived(8);
  expect(new Set(told.map(({ room_id }) => room_id)).size).toBe(8);
  expect(receiver.received).toHaveLength(8);
  resolve();
  await settled(bench, { appID }, 24);
  expect(receiver.received).toHaveLength(24);
  for (const { roomID } of bench.deliveries(appID)) {
    const ofRoom = receiver.received.filter(({ room_id }) => room_id === roomID);
    expect(ofRoom.map(({ delivery_seq }) => delivery_seq)).toEqual([1, 2]);
  }
});

test('a room with more than fifty that wait has up to eight on their way, holds up no other, and is in order again', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  const held: (() => void)[] = [];
  let isHolding = true;
  const underWay = { now: 0, most: 0 };
  receiver.answer = async ({ room_id }) => {
    underWay.now += 1;
    underWay.most = Math.max(underWay.most, underWay.now);
    if (isHolding && room_id === 'busy') await new Promise<void>((resolve) => void held.push(resolve));
    underWay.now -= 1;
  };
  const [busy, quiet] = [new RoomStory(appID, 'busy', '1'), new RoomStory(appID, 'quiet', '2')];
  for (let index = 0; index < 60; index += 1) bench.callbacks.tell(busy.cameIn(`u${index}`));
  await arrived(8);
  bench.callbacks.tell(quiet.cameIn('ann'));
  await eventually(() => bench.deliveries(appID).length === 61, 'the other room in the outbox');
  expect(receiver.received).toHaveLength(8);
  held.shift()?.();
  expect((await arrived(9))[8]).toMatchObject({ room_id: 'quiet' });
  isHolding = false;
  for (const go of held) go();
  await settled(bench, { appID }, 61);
  const ofRoom = receiver.received.filter(({ room_id }) => room_id === 'busy').map(({ delivery_seq }) => delivery_seq);
  expect(ofRoom.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(ofRoom.slice(-40)).toEqual(Array.from({ length: 40 }, (_, index) => index + 21));
  expect(underWay).toEqual({ now: 0, most: 8 });
});

test('an answer that comes too late counts as none', async () => {
  const bench = await openBench({ patience: millis(50) });
  const { appID } = await bench.project(receiver.origin);
  const { promise: never, resolve } = Promise.withResolvers<void>();
  onTestFinished(() => resolve());
  receiver.answer = () => never;
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await eventually(() => bench.deliveries(appID)[0]?.lastResult === 'no answer in time', 'an attempt that failed');
});

test('an answer without end is not read to its end', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  let written = 0;
  receiver.answer = (_received, response) => {
    response.writeHead(200);
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(64 * 1024))) written += 1;
      response.once('drain', pour);
    };
    pour();
  };
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await settled(bench, { appID }, 1);
  expect(bench.deliveries(appID)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  expect(written).toBeLessThan(1000);
});

test('a receiver that changes to another protocol is away, and holds up neither the others nor the end', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  receiver.answer = (_, response) => {
    response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    response.detachSocket(response.socket as Socket);
  };
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await eventually(() => (bench.deliveries(appID)[0]?.attempts ?? 0) > 1, 'a second attempt');
  expect(bench.deliveries(appID)[0]).toMatchObject({ state: 'waiting', lastResult: 'no answer of HTTP' });
});

test('a redirect is not followed', async () => {
  const elsewhere = await CallbackReceiver.start();
  onTestFinished(() => elsewhere.close());
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  receiver.answer = (_received, response) => response.writeHead(307, { location: elsewhere.origin }).end();
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await eventually(() => bench.deliveries(appID)[0]?.lastResult === 'HTTP 307', 'an attempt that failed');
  expect(elsewhere.received).toEqual([]);
});

test.each(['127.0.0.1', 'localhost'])(
  'a private receiver at %s is not called unless its network is allowed',
  async (host) => {
    const bench = await openBench({}, []);
    const { appID } = await bench.project(receiver.origin.replace('127.0.0.1', host));
    bench.callbacks.tell(new RoomStory(appID, 'r').created());
    const [refused] = await eventually(() => {
      const deliveries = bench.deliveries(appID);
      return (deliveries[0]?.attempts ?? 0) >= 2 && deliveries;
    }, 'two attempts');
    expect(refused).toMatchObject({ state: 'waiting', lastResult: expect.stringContaining('public address') });
    expect(receiver.received).toEqual([]);
  },
);
