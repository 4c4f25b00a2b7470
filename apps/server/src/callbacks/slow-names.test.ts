import { millis } from '@freshet/kit';
import { CallbackReceiver, eventually } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { arrivedAt, openBench } from './testing/callback-stage.ts';
import { NameServer } from './testing/name-server.ts';
import { RoomStory } from './testing/notices.ts';

const SLOW = ['a.slow.example', 'b.slow.example', 'c.slow.example', 'd.slow.example'];

async function start(periods = {}) {
  const receiver = await CallbackReceiver.start();
  const server = await NameServer.start({ 'quick.example': '127.0.0.1' }, SLOW);
  onTestFinished(async () => {
    server.close();
    await receiver.close();
  });
  const bench = await openBench(periods, ['127.0.0.0/8'], [server.address]);
  return { bench, receiver, server, at: (name: string) => receiver.origin.replace('127.0.0.1', name) };
}

test('names that are never answered delay nobody else, however many rooms of their projects have something to tell', async () => {
  const { bench, receiver, server, at } = await start();
  const slow = await Promise.all(SLOW.map((name) => bench.project(at(name))));
  const { appID } = await bench.project(at('quick.example'));
  for (let index = 0; index < 20; index += 1) {
    for (const { appID: stuck } of slow) bench.callbacks.tell(new RoomStory(stuck, `r${index}`, '1').created());
  }
  await eventually(() => SLOW.every((name) => server.asked.includes(name)), 'all names to be asked for');
  // One connection for each, so that each looks its name up.
  receiver.answer = (_received, response) => response.setHeader('connection', 'close');
  const story = new RoomStory(appID, 'r');
  for (let index = 0; index < 20; index += 1) {
    bench.callbacks.tell(story.cameIn(`u${index}`));
    await arrivedAt(receiver, index + 1);
  }
  const waiting = slow.flatMap((project) => bench.deliveries(project.appID));
  expect(waiting).toHaveLength(80);
  expect(waiting.every(({ state, attempts }) => state === 'waiting' && attempts === 0)).toBe(true);
});

test('a name without an answer is an attempt that failed, and is tried again', async () => {
  const { bench, at } = await start({ patience: millis(100) });
  const { appID } = await bench.project(at('a.slow.example'));
  bench.callbacks.tell(new RoomStory(appID, 'r').created());
  await eventually(() => (bench.deliveries(appID)[0]?.attempts ?? 0) >= 2, 'a second attempt');
  expect(bench.deliveries(appID)[0]).toMatchObject({
    state: 'waiting',
    lastResult: expect.stringMatching(/in time|ETIMEOUT/),
  });
});
