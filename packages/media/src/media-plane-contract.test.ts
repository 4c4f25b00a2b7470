import { type MediaPlaneUnderTest, mediaPlaneContract } from '@freshet/testkit/contracts';
import { join, publish, startPlane } from './testing/clients.ts';

async function start(): Promise<MediaPlaneUnderTest> {
  const plane = await startPlane(2);
  const peers: { close(): Promise<void> }[] = [];
  return {
    plane,
    publish: async (affinity) => {
      const { ingest, peer } = await publish(plane, affinity);
      peers.push(peer);
      return ingest;
    },
    join: async (affinity) => {
      const { viewer, peer } = await join(plane, affinity);
      peers.push(peer);
      return viewer;
    },
    killWorkers: () => {
      for (const { pid } of plane.load().workers) process.kill(pid, 'SIGKILL');
    },
    close: async () => {
      await Promise.all(peers.map((peer) => peer.close()));
      await plane.close();
    },
  };
}

mediaPlaneContract('on mediasoup', start);
