import type { PutResult, RegistryRecord } from '@freshet/core';
import { describe, expect, test } from 'vitest';
import { type MakeCluster, twoNodes } from './registry-cluster.ts';

/** The record of a put that must win. */
export function wonBy<Value>(result: PutResult<Value>): RegistryRecord<Value> {
  if (result.won) return result.record;
  throw new Error(`the put lost against ${JSON.stringify(result.standing)}`);
}

const keys = Array.from({ length: 50 }, (_, index) => `key ${index}`);

/** Compare-and-set, as two nodes see it. */
export function recordsContract(make: MakeCluster): void {
  describe('records', () => {
    test('two nodes that create one record agree on the winner', async () => {
      const [a, b] = await twoNodes(make);
      for (const key of keys) {
        const races = [a, b].map(({ registry }) => registry.bucket<string>('race').put(key, registry.node, undefined));
        await expectOneWinner(races);
      }
    });

    test('two nodes that update one revision agree on the winner', async () => {
      const [a, b] = await twoNodes(make);
      for (const key of keys) {
        const { revision } = wonBy(await a.registry.bucket<string>('race').put(key, 'first', undefined));
        const races = [a, b].map(({ registry }) => registry.bucket<string>('race').put(key, registry.node, revision));
        await expectOneWinner(races);
      }
    });

    test('of two nodes that remove one revision, one does', async () => {
      const [a, b] = await twoNodes(make);
      for (const key of keys) {
        const { revision } = wonBy(await a.registry.bucket<string>('race').put(key, 'first', undefined));
        const races = [a, b].map(({ registry }) => registry.bucket<string>('race').remove(key, revision));
        expect((await Promise.all(races)).toSorted()).toEqual([false, true]);
        expect(await b.registry.bucket<string>('race').get(key)).toBeUndefined();
      }
    });

    test('a record tells its value and the node that wrote it to every node', async () => {
      const [a, b] = await twoNodes(make);
      const record = wonBy(await a.registry.bucket('users').put('u', { name: '一' }, undefined));
      expect(record).toMatchObject({ key: 'u', value: { name: '一' }, owner: a.registry.node });
      expect(await b.registry.bucket('users').get('u')).toEqual(record);
    });

    test('a node takes over another node’s record by its revision', async () => {
      const [a, b] = await twoNodes(make);
      const first = wonBy(await a.registry.bucket<string>('users').put('u', 'a', undefined));
      const second = wonBy(await b.registry.bucket<string>('users').put('u', 'b', first.revision));
      expect(second.owner).toBe(b.registry.node);
      expect(second.revision).toBeGreaterThan(first.revision);
    });

    test('an update of nothing loses and says that nothing stands', async () => {
      const [a] = await twoNodes(make);
      expect(await a.registry.bucket<string>('users').put('u', 'a', 7)).toEqual({ won: false, standing: undefined });
    });

    test('the revision of a removed record does not fit the one that follows it', async () => {
      const [a] = await twoNodes(make);
      const bucket = a.registry.bucket<string>('users');
      const first = wonBy(await bucket.put('u', 'first', undefined));
      expect(await bucket.remove('u', first.revision)).toBe(true);
      const second = wonBy(await bucket.put('u', 'second', undefined));
      expect(second.revision).toBeGreaterThan(first.revision);
      expect(await bucket.put('u', 'late', first.revision)).toEqual({ won: false, standing: second });
      expect(await bucket.remove('u', first.revision)).toBe(false);
    });

    test('buckets of two names keep apart', async () => {
      const [a] = await twoNodes(make);
      wonBy(await a.registry.bucket<string>('users').put('same', 'user', undefined));
      wonBy(await a.registry.bucket<string>('streams').put('same', 'stream', undefined));
      expect((await a.registry.bucket<string>('users').get('same'))?.value).toBe('user');
    });

    test('nobody shares a value with anybody', async () => {
      const [a] = await twoNodes(make);
      const bucket = a.registry.bucket<{ names: string[] }>('users');
      const value = { names: ['kept'] };
      const put = wonBy(await bucket.put('u', value, undefined));
      value.names.push('changed by the writer');
      put.value.names.push('changed in the answer');
      (await bucket.get('u'))?.value.names.push('changed by a reader');
      expect((await bucket.get('u'))?.value).toEqual({ names: ['kept'] });
    });
  });
}

async function expectOneWinner(races: Promise<PutResult<string>>[]): Promise<void> {
  const results = await Promise.all(races);
  const [winner, ...others] = results.filter((result) => result.won);
  const [loser] = results.filter((result) => !result.won);
  expect(others).toEqual([]);
  expect(winner).toBeDefined();
  expect(loser?.standing).toEqual(winner?.record);
}
