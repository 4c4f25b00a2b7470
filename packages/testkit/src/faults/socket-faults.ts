import { eventually } from '../in-page/eventually.ts';
import type { Cut } from '../network/tcp-relay.ts';
import type { Fault } from './fault.ts';
import type { Lab, LabServer, LabServerOptions } from './lab.ts';
import { lasting } from './lasting.ts';
import { markOf, type Recovery, recoveryOf } from './recovery.ts';
import { RoomChanges } from './room-changes.ts';
import type { Side } from './show.ts';

/** The periods of an ordinary server, in which a socket that is lost for seconds costs no session. */
export const PATIENT: LabServerOptions = { workers: 1, heartbeatSeconds: 100 };
/** A heartbeat period that a test can wait for. */
export const HASTY: LabServerOptions = { workers: 1, heartbeatSeconds: 3 };

type SocketCut = {
  readonly name: string;
  readonly how: Cut;
  readonly server: LabServerOptions;
  /** Resolves when the cut has lasted long enough; `before` is how many sessions the server had when it began. */
  readonly over: (server: LabServer, before: number) => Promise<void>;
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
  const before = await lab.show(await lab.venue(server), { [side]: { origin: relay.origin } });
  const changes = await RoomChanges.prepare(lab, before, side);
  const person = before[side];
  const mark = await markOf(person);
  const { sessions } = server.sessions.load;
  relay.cut(cut.how);
  const { show, newcomer } = await changes.make();
  await cut.over(server, sessions);
  relay.mend();
  const recovery = await recoveryOf(show, { since: Date.now(), returning: [{ person, mark }] });
  await newcomer.leave();
  return recovery;
}

// Of the others as many have come as have gone.
async function sessionEnded({ sessions }: LabServer, before: number): Promise<void> {
  await eventually(() => sessions.load.sessions < before, 'the end of the silent session');
}
