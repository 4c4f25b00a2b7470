import { spawnSync } from 'node:child_process';
import type { Project } from '@freshet/core';
import { CallbackReceiver, eventually } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { CallbackBench } from './testing/callback-bench.ts';

/** Tells what happens in a room and is killed in the turn in which it told it. */
function tellAndDie(folder: string, { appID }: Project, users: readonly string[]): NodeJS.Signals | null {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const code = `
    const { CallbackBench } = await import(${at('./testing/callback-bench.ts')});
    const { RoomStory } = await import(${at('./testing/notices.ts')});
    const bench = CallbackBench.on(${JSON.stringify(folder)});
    await bench.open();
    const story = new RoomStory(${appID}, 'r');
    bench.callbacks.tell(story.created());
    for (const user of ${JSON.stringify(users)}) bench.callbacks.tell(story.cameIn(user));
    queueMicrotask(() => process.kill(process.pid, 'SIGKILL'));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' }).signal;
}

test('what was told before the process was killed in the same turn is told after the next start, and then its end', async () => {
  const receiver = await CallbackReceiver.start();
  onTestFinished(() => receiver.close());
  const bench = await CallbackBench.make();
  onTestFinished(() => bench.remove());
  await bench.open();
  const project = await bench.project(receiver.origin);
  await bench.close();
  const users = ['ann', 'bob', 'cleo'];
  expect(tellAndDie(bench.folder, project, users)).toBe('SIGKILL');
  await bench.open();
  const told = await eventually(() => receiver.distinct.length === 8 && receiver.distinct, 'all callbacks');
  expect(told.map(({ event, user_account, delivery_seq }) => [event, user_account, delivery_seq])).toEqual([
    ['room_create', undefined, 1],
    ...users.map((user, index) => ['room_login', user, 2 + index]),
    ...users.map((user, index) => ['room_logout', user, 5 + index]),
    ['room_close', undefined, 8],
  ]);
});
