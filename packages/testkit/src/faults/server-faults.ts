import { defaultSwitches } from '@freshet/core';
import type { Fault } from './fault.ts';
import type { Lab } from './lab.ts';
import { markOf, type Recovery, recoveryOf } from './recovery.ts';
import type { Side } from './show.ts';

/** What runs the media, or everything, is killed. */
export const serverFaults: readonly Fault[] = [
  { name: 'server killed and started again', side: 'both', goalMs: 3000, run: killServer },
  ...(['publisher', 'viewer'] as const).map((side) => ({
    name: 'media worker killed',
    side,
    goalMs: 2000,
    run: (lab: Lab) => killWorker(lab, side),
  })),
];

async function killServer(lab: Lab): Promise<Recovery> {
  const server = await lab.spawned();
  const show = await lab.show(await lab.linkedVenue(server));
  const people = [show.publisher, show.viewer];
  const returning = await Promise.all(people.map(async (person) => ({ person, mark: await markOf(person) })));
  await server.kill();
  await server.startAgain();
  return recoveryOf(show, { since: Date.now(), returning });
}

// Each side on a worker of its own, which rooms of their own bring about: the stream reaches the viewer by a pipe.
async function killWorker(lab: Lab, side: Side): Promise<Recovery> {
  const server = await lab.server({ workers: 2, heartbeatSeconds: 100 });
  const project = await server.projects.create(lab.fresh('project'), { ...defaultSwitches, crossRoomPlay: true });
  const venue = await lab.venue(server, { rooms: 2, project });
  const show = await lab.show(venue);
  const isHit = ({ ingests }: { ingests: number }): boolean => ingests > 0 === (side === 'publisher');
  const worker = server.media.load().workers.find(isHit);
  if (!worker || server.media.load().workers.every(({ pipes }) => pipes === 0)) {
    throw new Error(`the sides share a worker: ${JSON.stringify(server.media.load())}`);
  }
  process.kill(worker.pid, 'SIGKILL');
  return recoveryOf(show, { since: Date.now() });
}
