import type { Bucket } from '@freshet/core';
import { describe, expect, test } from 'vitest';
import { ChangeLog } from './change-log.ts';
import { type MakeCluster, twoNodes } from './registry-cluster.ts';
import { wonBy } from './registry-records.ts';

const ROUNDS = 100;

/** Watching: a snapshot, then ordered changes without a gap. */
export function watchesContract(make: MakeCluster): void {
  describe('watches', () => {
    test('a watch tells what is there before it resolves, then every change in order', async () => {
      const [a, b] = await twoNodes(make);
      const bucket = a.registry.bucket<string>('streams');
      const one = wonBy(await bucket.put('one', '1', undefined));
      const two = wonBy(await bucket.put('two', '2', undefined));
      const log = await ChangeLog.of(b.registry.bucket<string>('streams'));
      expect(log.changes).toEqual([one, two].map((record) => ({ type: 'put', record })));
      const newer = wonBy(await bucket.put('one', '1b', one.revision));
      expect((await ChangeLog.of(bucket)).revisions).toEqual([two.revision, newer.revision]);
      expect(await bucket.remove('two', two.revision)).toBe(true);
      await log.until(({ changes }) => changes.length === 4);
      expect(log.changes.slice(2)).toEqual([
        { type: 'put', record: newer },
        { type: 'delete', key: 'two', revision: expect.any(Number) },
      ]);
      expect(log.revisions).toEqual(log.revisions.toSorted((x, y) => x - y));
    });

    test('a watch begun amid the writes of two nodes misses and repeats nothing', async () => {
      const [a, b] = await twoNodes(make);
      const writers = [a, b].map(({ registry }) => countUp(registry.bucket<number>('counts')));
      const logs: ChangeLog<number>[] = [];
      for (let round = 0; round < 10; round += 1) {
        for (const { registry } of [a, b]) logs.push(await ChangeLog.of(registry.bucket<number>('counts')));
      }
      await Promise.all(writers);
      for (const log of logs) {
        await log.until(({ view }) => view.get('shared') === 2 * ROUNDS);
        const counts = log.changes.flatMap((change) => (change.type === 'put' ? [change.record.value] : []));
        expect(counts).toEqual(counts.map((_, index) => (counts[0] ?? 0) + index));
        expect(new Set(log.revisions).size).toBe(log.revisions.length);
      }
    });

    test('a stopped watch tells nothing more', async () => {
      const [a, b] = await twoNodes(make);
      const stopped = await ChangeLog.of(b.registry.bucket<string>('streams'));
      const other = await ChangeLog.of(b.registry.bucket<string>('streams'));
      stopped.stop();
      wonBy(await a.registry.bucket<string>('streams').put('one', '1', undefined));
      await other.until(({ view }) => view.has('one'));
      expect(stopped.changes).toEqual([]);
    });

    test('a watcher that writes at a change leaves the order of all watchers as it is', async () => {
      const [a, b] = await twoNodes(make);
      const bucket = a.registry.bucket<string>('streams');
      const answers: Promise<unknown>[] = [];
      await bucket.watch((change) => {
        if (change.type === 'put' && change.record.key === 'question') {
          answers.push(bucket.put('answer', 'yes', undefined));
        }
      });
      const logs = await Promise.all([a, b].map(({ registry }) => ChangeLog.of(registry.bucket<string>('streams'))));
      wonBy(await bucket.put('question', '?', undefined));
      for (const log of logs) {
        await log.until(({ view }) => view.has('answer'));
        expect([...log.view.keys()]).toEqual(['question', 'answer']);
      }
      await Promise.all(answers);
    });
  });
}

async function countUp(bucket: Bucket<number>): Promise<void> {
  let standing = await bucket.get('shared');
  for (let done = 0; done < ROUNDS; ) {
    const result = await bucket.put('shared', (standing?.value ?? 0) + 1, standing?.revision);
    standing = result.won ? result.record : result.standing;
    if (result.won) done += 1;
  }
}
