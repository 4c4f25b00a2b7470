import { eventually } from '../in-page/eventually.ts';
import type { Cut } from '../network/tcp-relay.ts';
import { Bystander } from './bystander.ts';
import type { Fault } from './fault.ts';
import type { Lab, LabServer, LabServerOptions } from './lab.ts';
import { lasting } from './lasting.ts';
import { markOf, type Recovery, recoveryOf } from './recovery.ts';
import type { Side, Venue } from './show.ts';

/** The periods of an ordinary server, in which a socket that is lost for seconds costs no session. */
export const PATIENT: LabServerOptions = { workers: 1, heartbeatSeconds: 100 };
/** A heartbeat period that a test can wait for. */
export const HASTY: LabServerOptions = { workers: 1, heartbeatSeconds: 3 };

type SocketCut = {
  readonly name: string;
  readonly how: Cut;
  readonly server: LabServerOptions;
  /** Resolves when the cut has lasted long enough. */
  readonly over: (server: LabServer) => Promise<unknown>;
};

const cuts: readonly SocketCut[] = [
  { name: 'socket cut for 1 s', how: 'broken', server: PATIENT, over: () => lasting(1000) },
  { name: 'socket cut for 10 s', how: 'broken', server: PATIENT, over: () => lasting(10_000) },
  // Silent, so that both ends have to find out: the client holds a socket that the server has given up.
  { name: 'socket cut past the heartbeat period', how: 'silent', server: HASTY, over: sessionEnded },
];

/** The socket of one side is cut, and comes back; its media finds its way all the while. */
export const socketFaults: readonly Fault[] = cuts.flatMap((cut) =>
  (['publisher', 'viewer'] as const).map((side) => ({ name: cut.name, side, run: (lab) => run(lab, side, cut) })),
);

async function run(lab: Lab, side: Side, cut: SocketCut): Promise<Recovery> {
  const server = await lab.server(cut.server);
  const relay = await lab.tcpRelay(server.origin);
  const venue = await lab.venue(server);
  const before = await Bystander.enter(await venue.newcomer(side));
  lab.defer(() => before.close());
  const show = await lab.show(venue, { [side]: { origin: relay.origin } });
  const person = show[side];
  const mark = await markOf(person);
  relay.cut(cut.how);
  const after = await changeRoom(lab, venue, side, before);
  await cut.over(server);
  relay.mend();
  const since = Date.now();
  const recovery = await recoveryOf(show, { since, returning: [{ person, mark }] });
  await after.leave();
  return recovery;
}

// What is missed: one user goes, another comes and leaves a note.
async function changeRoom(lab: Lab, venue: Venue, side: Side, before: Bystander): Promise<Bystander> {
  await before.leave();
  const after = await Bystander.enter(await venue.newcomer(side));
  lab.defer(() => after.close());
  await after.client.request('setRoomExtraInfo', { key: 'note', value: lab.fresh('note') });
  return after;
}

async function sessionEnded({ sessions }: LabServer): Promise<void> {
  const standing = sessions.load.sessions;
  await eventually(() => sessions.load.sessions < standing, 'the end of the silent session', { within: 40_000 });
}
