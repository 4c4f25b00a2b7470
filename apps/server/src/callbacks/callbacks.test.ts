import { createHash } from 'node:crypto';
import { defaultSwitches } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { CallbackReceiver, eventually } from '@freshet/testkit';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { arrivedAt, openBench, settled } from './testing/callback-stage.ts';
import { RoomStory } from './testing/notices.ts';

let receiver: CallbackReceiver;

beforeEach(async () => {
  receiver = await CallbackReceiver.start();
  return () => receiver.close();
});

const arrived = (count: number, at = receiver) => arrivedAt(at, count);
const events = (at = receiver) => at.received.map(({ event }) => event);

test('what happens in a room is told in its order, signed, with a number each', async () => {
  const bench = await openBench();
  const { appID, callbackSecret } = await bench.project(`${receiver.origin}/hook?shop=1`);
  const story = new RoomStory(appID, 'r');
  const notices = [story.created(), story.cameIn('ann'), story.published('cam', 'ann')];
  for (const notice of notices) bench.callbacks.tell(notice);
  const told = await arrived(3);
  expect(told.map(({ event, delivery_seq, path }) => [event, delivery_seq, path])).toEqual([
    ['room_create', 1, '/hook?shop=1'],
    ['room_login', 2, '/hook?shop=1'],
    ['stream_create', 3, '/hook?shop=1'],
  ]);
  for (const { timestamp, nonce, signature } of told) {
    const text = [callbackSecret, String(timestamp), nonce].sort().join('');
    expect(signature).toBe(createHash('sha1').update(text).digest('hex'));
  }
  await settled(bench, { appID }, 3);
  const [first] = bench.deliveries(appID);
  expect(first).toMatchObject({
    event: 'room_create',
    roomID: 'r',
    state: 'delivered',
    attempts: 1,
    lastResult: 'HTTP 200',
  });
  expect(first).not.toHaveProperty('appID');
});

test.each([
  ['from then on, where it is replaced without an overlap', 0, false, 'callbackSecret'],
  ['not before the end of its overlap', 60_000, false, 'former'],
  ['from then on, where its overlap is ended by hand', 60_000, true, 'callbackSecret'],
] as const)('a rotated secret signs %s', async (_when, overlap, isEnded, signs) => {
  const bench = await openBench();
  const project = await bench.project(receiver.origin);
  const { appID } = project;
  const { projects } = bench.store;
  await projects.rotate(appID, 'callbackSecret', millis(overlap));
  if (isEnded) await projects.endOverlap(appID, 'callbackSecret');
  const { callbackSecret } = (await projects.get(appID)) ?? project;
  expect(callbackSecret).not.toBe(project.callbackSecret);
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  const [told] = await arrived(1);
  const secret = signs === 'former' ? project.callbackSecret : callbackSecret;
  const text = [secret, String(told?.timestamp), String(told?.nonce)].sort().join('');
  expect(told?.signature).toBe(createHash('sha1').update(text).digest('hex'));
});

test('nothing is told of a project without the switch, nor of an event without a URL', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  await bench.store.projects.update(appID, { callbackURLs: { room_create: undefined } });
  const off = await bench.project(receiver.origin);
  await bench.store.projects.update(off.appID, { switches: defaultSwitches });
  const [story, other] = [new RoomStory(appID, 'r'), new RoomStory(off.appID, 'r')];
  for (const notice of [other.created(), other.cameIn('x'), story.created(), story.cameIn('ann')]) {
    bench.callbacks.tell(notice);
  }
  const [told] = await arrived(1);
  expect(told).toMatchObject({ event: 'room_login', user_account: 'ann', delivery_seq: 1 });
  expect([bench.deliveries(appID).length, bench.deliveries(off.appID).length]).toEqual([1, 0]);
});

test('a receiver that was down gets everything in its order when it is back, and repeats have one ID', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  receiver.goDown();
  const story = new RoomStory(appID, 'r');
  const users = Array.from({ length: 20 }, (_, index) => `user${index}`);
  for (const user of users) bench.callbacks.tell(story.cameIn(user));
  await eventually(() => receiver.missed >= 3, 'three attempts in vain');
  expect(bench.store.outbox.waiting()).toMatchObject({ count: 20, oldest: expect.any(Number) });
  // The first one that gets through is answered too late for its sender.
  receiver.answer = (_received, response) => {
    receiver.answer = () => undefined;
    response.destroy();
  };
  receiver.isDown = false;
  const told = await arrived(20);
  expect(told.map(({ user_account }) => user_account)).toEqual(users);
  await settled(bench, { appID }, 20);
  expect(receiver.received).toHaveLength(21);
  expect(receiver.received[0]?.raw).not.toBe(receiver.received[1]?.raw);
});

test('a callback that is refused is tried again while others overtake it', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  receiver.answer = ({ event }, response) => {
    if (event === 'room_create' && !events().includes('room_login')) response.writeHead(500).end();
  };
  const story = new RoomStory(appID, 'r');
  bench.callbacks.tell(story.created());
  bench.callbacks.tell(story.cameIn('ann'));
  await settled(bench, { appID }, 2);
  expect([events()[0], events().at(-1)]).toEqual(['room_create', 'room_create']);
  expect(events().filter((event) => event === 'room_login')).toHaveLength(1);
  const attempts = events().length - 1;
  expect(bench.deliveries(appID)[0]).toMatchObject({ state: 'delivered', attempts, lastResult: 'HTTP 200' });
});

test('what waits goes to the new place when the URL changes, and fails when there is none', async () => {
  const bench = await openBench();
  const { appID } = await bench.project('http://127.0.0.1:1/');
  const story = new RoomStory(appID, 'r');
  bench.callbacks.tell(story.created());
  bench.callbacks.tell(story.cameIn('ann'));
  await eventually(() => (bench.deliveries(appID)[0]?.attempts ?? 0) >= 2, 'two attempts in vain');
  await bench.store.projects.update(appID, { callbackURLs: { room_create: receiver.origin, room_login: undefined } });
  await settled(bench, { appID }, 2);
  expect(events()).toEqual(['room_create']);
  expect(bench.deliveries(appID)).toMatchObject([
    { event: 'room_create', state: 'delivered' },
    { event: 'room_login', state: 'failed', lastResult: 'callbacks of this event are switched off' },
  ]);
});

test('what was delivered or has failed is sent again on demand, under its own ID', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  const story = new RoomStory(appID, 'r');
  for (const notice of [story.created(), story.cameIn('ann'), story.left('ann')]) bench.callbacks.tell(notice);
  await arrived(3);
  await settled(bench, { appID }, 3);
  const [created, login] = bench.deliveries(appID);
  expect(bench.callbacks.replay(appID, [created?.id ?? 0, login?.id ?? 0, 999])).toBe(2);
  await eventually(() => receiver.received.length === 5, 'both again');
  const ids = receiver.received.map(({ delivery_id }) => delivery_id);
  expect(ids.slice(3)).toEqual(ids.slice(0, 2));
});

test('one project cannot see or send the deliveries of another', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  const other = await bench.project(receiver.origin);
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await settled(bench, { appID }, 1);
  const [delivery] = bench.deliveries(appID);
  expect(bench.deliveries(other.appID)).toEqual([]);
  expect(bench.callbacks.replay(other.appID, [delivery?.id ?? 0])).toBe(0);
});

test('deliveries are shown newest first, page by page and by state', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin, { room_logout: 'http://127.0.0.1:1/' });
  const story = new RoomStory(appID, 'r');
  for (const user of ['a', 'b'])
    for (const notice of [story.cameIn(user), story.left(user)]) bench.callbacks.tell(notice);
  await eventually(() => bench.store.outbox.waiting().count === 2, 'two that wait');
  const { deliveries, more } = bench.callbacks.deliveries({ appID, limit: 3 });
  expect(more).toBe(true);
  expect(deliveries.map(({ event }) => event)).toEqual(['room_logout', 'room_login', 'room_logout']);
  const rest = bench.callbacks.deliveries({ appID, limit: 3, before: deliveries.at(-1)?.id });
  expect(rest).toMatchObject({ deliveries: [{ event: 'room_login' }], more: false });
  const waiting = bench.callbacks.deliveries({ appID, limit: 9, state: 'waiting' });
  expect(waiting.deliveries.map(({ event }) => event)).toEqual(['room_logout', 'room_logout']);
});

test('a project that is removed takes its deliveries along', async () => {
  const bench = await openBench();
  const { appID } = await bench.project('http://127.0.0.1:1/');
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await eventually(() => bench.deliveries(appID).length === 1, 'a delivery that waits');
  bench.callbacks.tell(new RoomStory(appID, 'r').cameIn('ann'));
  await bench.store.projects.remove(appID);
  expect(bench.deliveries(appID)).toEqual([]);
  expect(bench.store.outbox.waiting()).toEqual({ count: 0, oldest: undefined });
});

test('what waited at the end goes out after the next start, and what was going on is told as ended before anything new', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  receiver.goDown();
  const story = new RoomStory(appID, 'r', '18446744073709551615');
  const told = [
    story.created(),
    story.cameIn('ann'),
    story.published('cam', 'ann'),
    story.cameIn('bob'),
    story.left('bob'),
    story.published('gone', 'ann'),
    story.unpublished('gone', 'ann'),
  ];
  for (const notice of told) bench.callbacks.tell(notice);
  const over = new RoomStory(appID, 'over', '5');
  bench.callbacks.tell(over.created());
  bench.callbacks.tell(over.closed());
  // A room that its backend closed without a wish to be told has ended all the same.
  const quiet = new RoomStory(appID, 'quiet', '7');
  bench.callbacks.tell(quiet.created());
  bench.callbacks.tell(quiet.closedQuietly());
  await eventually(() => receiver.missed >= 1, 'an attempt in vain');
  await bench.close();
  receiver.isDown = false;
  await bench.open();
  bench.callbacks.tell(new RoomStory(appID, 'r', '6').created());
  const arrivals = (await arrived(14)).filter(({ room_id }) => room_id === 'r');
  expect(arrivals.map(({ event, delivery_seq }) => [event, delivery_seq])).toEqual([
    ...told.map(({ name }, index) => [name, index + 1]),
    ['stream_close', 8],
    ['room_logout', 9],
    ['room_close', 10],
    ['room_create', 1],
  ]);
  expect(arrivals[7]).toMatchObject({ type: '4', stream_id: 'cam', stream_sid: 'sid-cam', stream_seq: '4' });
  expect(arrivals[8]).toMatchObject({ reason: '2', user_account: 'ann', session_id: 's-ann', user_update_seq: '4' });
  expect(arrivals[9]).toMatchObject({ close_reason: 2 });
  expect(arrivals[9]?.raw).toContain('"room_session_id":18446744073709551615');
  await bench.close();
  await bench.open();
  await settled(bench, { appID }, 15);
  expect(receiver.distinct.filter(({ event }) => event === 'room_close')).toHaveLength(3);
});

test('after a day in vain a callback is given up, and can still be sent by hand', async () => {
  const bench = await openBench({ giveUp: millis(-1), first: millis(60_000), longest: millis(60_000) });
  const { appID } = await bench.project(receiver.origin);
  receiver.goDown();
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await eventually(() => bench.deliveries(appID)[0]?.attempts === 1, 'an attempt in vain');
  bench.store.outbox.expire(millis(Date.now()));
  expect(bench.deliveries(appID)).toMatchObject([{ state: 'failed', attempts: 1, lastResult: expect.any(String) }]);
  receiver.isDown = false;
  expect(bench.callbacks.replay(appID, [bench.deliveries(appID)[0]?.id ?? 0])).toBe(1);
  await settled(bench, { appID }, 1);
  expect(bench.deliveries(appID)).toMatchObject([{ state: 'delivered', attempts: 1, lastResult: 'HTTP 200' }]);
});

test('a notice of a project that is not there is nobody’s', async () => {
  const bench = await openBench();
  bench.callbacks.tell(new RoomStory(7 as AppID, 'r').created());
  await bench.close();
  await bench.open();
  expect(bench.store.outbox.waiting().count).toBe(0);
});

test('a database that cannot be written is tried again at each beat, and ends nothing else', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  const full = new Error('database or disk is full');
  const writes = (['beat', 'expire', 'prune', 'keep', 'redirect'] as const).map((name) =>
    vi.spyOn(bench.store.outbox, name).mockImplementation(() => {
      throw full;
    }),
  );
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  vi.advanceTimersByTime(120_000);
  await bench.store.projects.update(appID, { name: 'renamed' });
  for (const write of writes) write.mockRestore();
  vi.advanceTimersByTime(10_000);
  expect(await arrived(1)).toMatchObject([{ event: 'room_create', delivery_seq: 1 }]);
});

test('what is to be forgotten is forgotten faster than it comes, and not at once', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const bench = await openBench({ keep: millis(-1000) });
  const { appID } = await bench.project(receiver.origin);
  const story = new RoomStory(appID, 'r');
  const { outbox } = bench.store;
  const letters = Array.from({ length: 9000 }, (_, index) => ({
    notice: story.cameIn(`u${index}`),
    url: receiver.origin,
    body: () => '{}',
  }));
  outbox.keep(letters, millis(0), millis(1));
  outbox.expire(millis(1));
  const left = () => outbox.list(appID, { limit: 9999 }).length;
  vi.advanceTimersByTime(10_000);
  expect(left()).toBeGreaterThan(0);
  vi.advanceTimersByTime(2000);
  expect(left()).toBe(0);
});
