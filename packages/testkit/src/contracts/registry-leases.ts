import { type Registry, RegistryUnavailable } from '@freshet/core';
import { describe, expect, test } from 'vitest';
import { ChangeLog } from './change-log.ts';
import { clusterOf, type MakeCluster, next, twoNodes } from './registry-cluster.ts';
import { wonBy } from './registry-records.ts';

const streamsOf = (node: { readonly registry: Registry }) => node.registry.bucket<string>('streams');

/** Leases: what becomes of a node's records when it goes, stops, or is cut off. */
export function leasesContract(make: MakeCluster): void {
  describe('leases', () => {
    test('the records of a node that closes go at once, as deletes, and nobody else’s', async () => {
      const [a, b] = await twoNodes(make);
      const bucket = streamsOf(a);
      const one = wonBy(await bucket.put('one', 'a', undefined));
      wonBy(await a.registry.bucket<string>('users').put('u', 'a', undefined));
      wonBy(await streamsOf(b).put('two', 'b', undefined));
      const log = await ChangeLog.of(streamsOf(b));
      await Promise.all([a.registry.close(), a.registry.close()]);
      await log.until(({ view }) => !view.has('one'));
      expect([...log.view]).toEqual([['two', 'b']]);
      expect(await b.registry.bucket<string>('users').get('u')).toBeUndefined();
      await expect(bucket.put('one', 'late', one.revision)).rejects.toBeInstanceOf(RegistryUnavailable);
      await expect(bucket.get('one')).rejects.toBeInstanceOf(RegistryUnavailable);
    });

    test('a paused owner loses its records, its late writes are refused, then it has a lease again', async () => {
      const [a, b] = await twoNodes(make);
      const { revision } = wonBy(await streamsOf(a).put('one', 'a', undefined));
      const log = await ChangeLog.of(streamsOf(b));
      const regained = next(a, 'leaseRegained');
      await a.pause();
      const underWay = streamsOf(a).put('one', 'sent before, arrived after', revision);
      const stands = underWay.then(
        ({ won }) => won,
        () => false,
      );
      await log.until(({ view }) => !view.has('one'));
      const taken = wonBy(await streamsOf(b).put('one', 'b', undefined));
      const late = expect(streamsOf(a).put('two', 'late', undefined)).rejects.toBeInstanceOf(RegistryUnavailable);
      await a.resume();
      await late;
      expect(await stands).toBe(false);
      await regained;
      expect(await streamsOf(a).put('one', 'a', revision)).toEqual({ won: false, standing: taken });
      expect(wonBy(await streamsOf(a).put('two', 'a', undefined)).owner).toBe(a.registry.node);
    });

    test('an outage longer than the lease loses nothing that its owner re-asserts', async () => {
      const cluster = await clusterOf(make);
      const [a, b, dead] = [await cluster.join(), await cluster.join(), await cluster.join()];
      const one = wonBy(await streamsOf(a).put('one', 'a', undefined));
      wonBy(await streamsOf(b).put('two', 'b', undefined));
      wonBy(await streamsOf(dead).put('three', 'dead', undefined));
      const log = await ChangeLog.of(streamsOf(b));
      const lost = [a, b].map((node) => next(node, 'leaseLost'));
      const regained = [a, b].map((node) => next(node, 'leaseRegained'));
      await cluster.outage();
      await dead.pause();
      await Promise.all(lost);
      await expect(streamsOf(a).put('one', 'a', one.revision)).rejects.toBeInstanceOf(RegistryUnavailable);
      await cluster.restore();
      await Promise.all(regained);
      wonBy(await streamsOf(a).put('one', 'asserted again', one.revision));
      // Only the node that never came back is removed, which also shows that removing has begun again.
      await log.until(({ view }) => !view.has('three'));
      expect([...log.view].toSorted()).toEqual([
        ['one', 'asserted again'],
        ['two', 'b'],
      ]);
      expect(log.deletes('one') + log.deletes('two')).toBe(0);
    });

    test('a node cut off alone loses its records, catches up when it returns and overwrites nobody', async () => {
      const [a, b] = await twoNodes(make);
      const { revision } = wonBy(await streamsOf(a).put('one', 'a', undefined));
      const logs = { a: await ChangeLog.of(streamsOf(a)), b: await ChangeLog.of(streamsOf(b)) };
      const lost = next(a, 'leaseLost');
      const regained = next(a, 'leaseRegained');
      await a.cut();
      await expect(streamsOf(a).get('one')).rejects.toBeInstanceOf(RegistryUnavailable);
      await logs.b.until(({ view }) => !view.has('one'));
      const taken = wonBy(await streamsOf(b).put('one', 'b', undefined));
      await lost;
      await expect(streamsOf(a).put('one', 'late', revision)).rejects.toBeInstanceOf(RegistryUnavailable);
      expect(logs.a.view.get('one')).toBe('a');
      await a.heal();
      await regained;
      await logs.a.until(({ view }) => view.get('one') === 'b');
      expect(logs.a.changes).toEqual(logs.b.changes);
      expect(await streamsOf(a).put('one', 'a', revision)).toEqual({ won: false, standing: taken });
    });
  });
}
