import { type Millis, millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { CallbackReceiver } from '@freshet/testkit';
import { beforeEach, expect, test, vi } from 'vitest';
import type { CallbackBench } from '../callbacks/testing/callback-bench.ts';
import { arrivedAt, openBench, settled } from '../callbacks/testing/callback-stage.ts';
import { RoomStory } from '../callbacks/testing/notices.ts';
import { FailedReplay } from './failed-replay.ts';

const [EARLY, LATE] = [millis(1_000_000), millis(2_000_000)];

let receiver: CallbackReceiver;
beforeEach(async () => {
  receiver = await CallbackReceiver.start();
  return () => receiver.close();
});

/** Lets so many callbacks fail that were told at a time. */
function fail({ store: { outbox } }: CallbackBench, appID: AppID, at: Millis, count: number): void {
  const story = new RoomStory(appID, `told-at-${at}`);
  const told = { event: 'room_login', room_id: 'room' };
  const body = (seq: number): string => JSON.stringify({ ...told, delivery_id: `${at}-${seq}`, delivery_seq: seq });
  const letters = Array.from({ length: count }, (_, n) => ({
    notice: story.cameIn(`user-${n}`),
    url: receiver.origin,
    body,
  }));
  outbox.keep(letters, at, at);
  outbox.expire(at);
}

const replayOf = (bench: CallbackBench): FailedReplay =>
  new FailedReplay({
    outbox: bench.store.outbox,
    again: (appID, ids) => bench.callbacks.again(appID, ids),
    hurry: (appID) => bench.callbacks.hurry(appID),
  });
const failed = (bench: CallbackBench, appID: AppID): number =>
  bench.callbacks.deliveries({ appID, state: 'failed', limit: 10_000 }).deliveries.length;

test('everything that has failed since then is sent again, in its order, and nothing of before or of another project', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  const other = await bench.project(receiver.origin);
  fail(bench, appID, EARLY, 3);
  fail(bench, appID, LATE, 5);
  fail(bench, other.appID, LATE, 2);
  expect(await replayOf(bench).run(appID, LATE)).toBe(5);
  const told = await arrivedAt(receiver, 5);
  expect(told.map(({ delivery_id }) => delivery_id)).toEqual([4, 5, 6, 7, 8].map((seq) => `${LATE}-${seq}`));
  await settled(bench, { appID }, 8);
  expect([failed(bench, appID), failed(bench, other.appID)]).toEqual([3, 2]);
});

test('more than goes out in one turn is sent part by part, each once', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  receiver.goDown();
  fail(bench, appID, LATE, 1200);
  expect(await replayOf(bench).run(appID, EARLY)).toBe(1200);
  expect(failed(bench, appID)).toBe(0);
  expect(await replayOf(bench).run(appID, EARLY)).toBe(0);
});

test('what fails anew while it is sent is not sent a second time', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  fail(bench, appID, LATE, 1200);
  const { outbox } = bench.store;
  let count = 0;
  const hurry = vi.fn<(appID: AppID) => void>();
  const replay = new FailedReplay({
    outbox,
    again: (_appID, ids) => {
      count += ids.length;
      return ids.length;
    },
    hurry,
  });
  expect(await replay.run(appID, EARLY)).toBe(1200);
  expect(count).toBe(1200);
  expect(hurry.mock.calls).toEqual([[appID]]);
});

test('what is told at no address is not sent again', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  fail(bench, appID, LATE, 3);
  await bench.store.projects.update(appID, { callbackURLs: { room_login: undefined } });
  expect(await replayOf(bench).run(appID, EARLY)).toBe(0);
  expect(failed(bench, appID)).toBe(3);
});

test('a replay stops after its part when the console closes', async () => {
  const bench = await openBench();
  const { appID } = await bench.project(receiver.origin);
  receiver.goDown();
  fail(bench, appID, LATE, 1200);
  const replay = replayOf(bench);
  const running = replay.run(appID, EARLY);
  replay.close();
  expect(await running).toBe(500);
});
