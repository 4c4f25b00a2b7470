import { MemoryCluster, MemoryRegistry, type StoredPut } from '@freshet/cluster';
import { millis, systemClock } from '@freshet/kit';
import { MemoryLink } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { type Claim, type ClaimResult, Claims } from './claims.ts';

const LEASE = { lease: millis(200), heartbeat: millis(40), clock: systemClock };

type Node = { readonly claims: Claims<string>; readonly registry: MemoryRegistry; readonly link: MemoryLink };

/** A node whose claims are never replaced, unless the newcomer says "by force". */
async function join(cluster: MemoryCluster, link = new MemoryLink(cluster)): Promise<Node> {
  const registry = await MemoryRegistry.join(link, LEASE);
  const replace = (_standing: string, next: string) => (next === 'by force' ? next : undefined);
  const claims = await Claims.open<string>({ registry, bucket: 'streams', replace });
  onTestFinished(async () => {
    claims.close();
    await registry.close();
  });
  return { claims, registry, link };
}

function wonBy(result: ClaimResult<string>): Claim<string> {
  if (result.won) return result.claim;
  throw new Error(`the claim lost against ${result.standing}`);
}

const nobody = (): never => {
  throw new Error('lost');
};

test('of two nodes the later claim fails, until the earlier one is released', async () => {
  const cluster = new MemoryCluster();
  const [a, b] = [await join(cluster), await join(cluster)];
  const claim = wonBy(await a.claims.claim('one', 'a', nobody));
  expect(await b.claims.claim('one', 'b', nobody)).toEqual({ won: false, standing: 'a' });
  await claim.release();
  expect(wonBy(await b.claims.claim('one', 'b', nobody)).value).toBe('b');
});

test('a claim that another takes over is told once, and its release takes nothing away', async () => {
  const cluster = new MemoryCluster();
  const [a, b] = [await join(cluster), await join(cluster)];
  let lost = 0;
  const claim = wonBy(await a.claims.claim('one', 'a', () => (lost += 1)));
  wonBy(await b.claims.claim('one', 'by force', nobody));
  expect(lost).toBe(1);
  await claim.release();
  expect((await cluster.get('streams', 'one'))?.text).toBe('"by force"');
});

test('a claim released while the store is away goes when it is back, for the other nodes too', async () => {
  const cluster = new MemoryCluster();
  const [a, b] = [await join(cluster), await join(cluster)];
  const claim = wonBy(await a.claims.claim('one', 'a', nobody));
  a.link.cut('store');
  await claim.release();
  a.link.heal('store');
  await expect.poll(async () => (await b.claims.claim('one', 'b', nobody)).won).toBe(true);
});

test('what was released while the store was away can be claimed here at once when it is back', async () => {
  const { claims, link } = await join(new MemoryCluster());
  const claim = wonBy(await claims.claim('one', 'first', nobody));
  link.cut('store');
  await claim.release();
  link.heal('store');
  expect(wonBy(await claims.claim('one', 'second', nobody)).value).toBe('second');
});

test('a claim outlives an outage that comes back while it is asserted again', async () => {
  const cluster = new MemoryCluster();
  const [a, b] = [await join(cluster), await join(cluster)];
  wonBy(await a.claims.claim('one', 'a', nobody));
  const regained = Promise.withResolvers<void>();
  a.registry.events.on('leaseRegained', () => {
    a.link.cut('again');
    regained.resolve();
  });
  a.link.cut('store');
  await expect.poll(() => cluster.get('streams', 'one')).toBeUndefined();
  a.link.heal('store');
  await regained.promise;
  a.link.heal('again');
  await expect.poll(async () => (await cluster.get('streams', 'one'))?.owner).toBe(a.registry.node);
  expect(await b.claims.claim('one', 'b', nobody)).toEqual({ won: false, standing: 'a' });
});

test('a claim that is taken over before its answer comes is told so', async () => {
  const cluster = new MemoryCluster();
  const answered = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  class SlowLink extends MemoryLink {
    override async put(...call: Parameters<MemoryLink['put']>): Promise<StoredPut> {
      const result = await super.put(...call);
      written.resolve();
      await answered.promise;
      return result;
    }
  }
  const [a, b] = [await join(cluster, new SlowLink(cluster)), await join(cluster)];
  let lost = 0;
  const claiming = a.claims.claim('one', 'a', () => (lost += 1));
  await written.promise;
  wonBy(await b.claims.claim('one', 'by force', nobody));
  answered.resolve();
  await claiming;
  expect(lost).toBe(1);
});

test('releasing after everything is closed is quiet', async () => {
  const { claims } = await join(new MemoryCluster());
  const claim = wonBy(await claims.claim('one', 'a', nobody));
  claims.close();
  await expect(claim.release()).resolves.toBeUndefined();
});
