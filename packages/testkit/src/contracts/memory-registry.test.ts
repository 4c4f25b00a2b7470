import { MemoryCluster, MemoryRegistry } from '@freshet/cluster';
import { millis, systemClock } from '@freshet/kit';
import { test } from 'vitest';
import { registryContract } from './index.ts';
import { MemoryLink } from './memory-link.ts';
import { clusterOf, next, type RegistryCluster, type RegistryNode } from './registry-cluster.ts';

const options = { lease: millis(200), heartbeat: millis(40), clock: systemClock };

type Member = { readonly node: RegistryNode; readonly link: MemoryLink };

async function join(cluster: MemoryCluster): Promise<Member> {
  const link = new MemoryLink(cluster);
  const node: RegistryNode = {
    registry: await MemoryRegistry.join(link, options),
    pause: async () => link.freeze(),
    resume: async () => link.thaw(),
    cut: async () => link.cut('node'),
    heal: async () => link.heal('node'),
  };
  return { node, link };
}

async function makeCluster(): Promise<RegistryCluster> {
  const cluster = new MemoryCluster();
  const members: Member[] = [];
  return {
    join: async () => {
      const member = await join(cluster);
      members.push(member);
      return member.node;
    },
    outage: async () => {
      for (const { link } of members) link.cut('store');
    },
    restore: async () => {
      for (const { link } of members) link.heal('store');
    },
    close: async () => {
      for (const { link } of members) link.thaw();
      await Promise.all(members.map(({ node }) => node.registry.close()));
    },
  };
}

registryContract('in memory', makeCluster);

test('a node whose store hangs ends its own lease, and has a new one when the store answers', async () => {
  const cluster = await clusterOf(makeCluster);
  const node = await cluster.join();
  const lost = next(node, 'leaseLost');
  const regained = next(node, 'leaseRegained');
  await node.pause();
  await lost;
  await node.resume();
  await regained;
});
