import { type NodeID, RegistryUnavailable } from '@freshet/core';
import { millis, systemClock } from '@freshet/kit';
import { expect, test } from 'vitest';
import { MemoryCluster } from './memory-cluster.ts';

const node = 'a' as NodeID;

test('a write under an older lease of the same node is refused', async () => {
  const cluster = new MemoryCluster();
  const old = await cluster.acquire(node);
  const epoch = await cluster.acquire(node);
  expect(epoch).toBeGreaterThan(old);
  const late = cluster.put('streams', 'one', '1', undefined, { node, epoch: old });
  await expect(late).rejects.toBeInstanceOf(RegistryUnavailable);
  expect((await cluster.put('streams', 'one', '1', undefined, { node, epoch })).won).toBe(true);
});

test('a new lease keeps the records of the old one', async () => {
  const cluster = new MemoryCluster();
  const epoch = await cluster.acquire(node);
  await cluster.put('streams', 'one', '1', undefined, { node, epoch });
  await cluster.acquire(node);
  expect((await cluster.get('streams', 'one'))?.text).toBe('1');
});

test('a lease with a heartbeat since it was looked at is not ended', async () => {
  const cluster = new MemoryCluster();
  const epoch = await cluster.acquire(node);
  const [seen] = (await cluster.beat({ node, epoch })) ?? [];
  if (seen === undefined) throw new Error('no lease');
  await cluster.beat({ node, epoch });
  expect(await cluster.end(seen)).toBe(false);
  expect(await cluster.beat({ node, epoch })).toHaveLength(1);
});

test('an ended lease takes no heartbeat', async () => {
  const cluster = new MemoryCluster();
  const epoch = await cluster.acquire(node);
  expect(await cluster.end({ node, epoch, beats: 0 })).toBe(true);
  expect(await cluster.beat({ node, epoch })).toBeUndefined();
});

test('joining with a heartbeat that is too slow for the lease is refused', async () => {
  const options = { lease: millis(100), heartbeat: millis(40), clock: systemClock };
  await expect(new MemoryCluster().join(options)).rejects.toBeInstanceOf(RangeError);
});

test('each node that joins has a name of its own', async () => {
  const cluster = new MemoryCluster();
  const options = { lease: millis(3000), heartbeat: millis(1000), clock: systemClock };
  const [a, b] = await Promise.all([cluster.join(options), cluster.join(options)]);
  expect(a.node).not.toBe(b.node);
  await Promise.all([a.close(), b.close()]);
});

test('a watcher that writes at a change does not come between the news of the others', async () => {
  const cluster = new MemoryCluster();
  const epoch = await cluster.acquire(node);
  const answered = Promise.withResolvers<void>();
  const heard: string[] = [];
  await cluster.watch('streams', (change) => {
    if (change.type === 'put' && change.record.key === 'question') {
      cluster.put('streams', 'answer', '1', undefined, { node, epoch }).then(() => answered.resolve(), answered.reject);
    }
  });
  await cluster.watch('streams', (change) => heard.push(change.type === 'put' ? change.record.key : 'delete'));
  await cluster.put('streams', 'question', '1', undefined, { node, epoch });
  await answered.promise;
  expect(heard).toEqual(['question', 'answer']);
});

test('a watch that is stopped amid a change does not hear of it', async () => {
  const cluster = new MemoryCluster();
  const epoch = await cluster.acquire(node);
  const stops: (() => void)[] = [];
  const heard: string[] = [];
  await cluster.watch('streams', () => {
    for (const stop of stops) stop();
  });
  stops.push(await cluster.watch('streams', (change) => heard.push(change.type)));
  await cluster.put('streams', 'one', '1', undefined, { node, epoch });
  expect(heard).toEqual([]);
});
