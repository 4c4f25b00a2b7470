import { expect, test } from 'vitest';
import { KeyedQueue, QueueClosed } from './keyed-queue.ts';

test('tasks of one key run in order, one at a time', async () => {
  const queue = new KeyedQueue<string>();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue.run('room', async () => {
    seen.push('first begins');
    await gate.promise;
    seen.push('first ends');
  });
  const second = queue.run('room', () => seen.push('second'));
  const other = queue.run('other room', () => seen.push('other'));
  await other;
  gate.resolve();
  await Promise.all([first, second]);
  expect(seen).toEqual(['first begins', 'other', 'first ends', 'second']);
});

test('a task that fails answers its caller and lets the next one run', async () => {
  const queue = new KeyedQueue<string>();
  const failing = queue.run('room', () => Promise.reject(new Error('no')));
  const next = queue.run('room', () => 'ran');
  await expect(failing).rejects.toThrow('no');
  await expect(next).resolves.toBe('ran');
});

test('closing rejects what has not begun and lets the running task end', async () => {
  const queue = new KeyedQueue<string>();
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<string>();
  const running = queue.run('room', () => {
    begun.resolve();
    return gate.promise;
  });
  const waiting = queue.run('room', () => 'never');
  await begun.promise;
  queue.close();
  gate.resolve('ended');
  await expect(running).resolves.toBe('ended');
  await expect(waiting).rejects.toBeInstanceOf(QueueClosed);
  await expect(queue.run('room', () => 'late')).rejects.toBeInstanceOf(QueueClosed);
  await queue.idle();
});
