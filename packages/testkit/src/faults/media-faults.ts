import type { Fault } from './fault.ts';
import type { Lab } from './lab.ts';
import { lasting } from './lasting.ts';
import { type Recovery, recoveryOf } from './recovery.ts';
import type { Side } from './show.ts';
import { PATIENT } from './socket-faults.ts';

const CUT = 3000;

const ways = [
  { name: 'UDP cut for 3 s, no ICE-TCP', tcp: 'dropped' },
  { name: 'UDP cut for 3 s, with ICE-TCP', tcp: 'kept' },
] as const;

/** The media of one side is cut, and comes back; its socket knows nothing of it. */
export const mediaFaults: readonly Fault[] = ways.flatMap(({ name, tcp }) =>
  (['publisher', 'viewer'] as const).map((side) => ({ name, side, goalMs: 1000, run: (lab) => run(lab, side, tcp) })),
);

async function run(lab: Lab, side: Side, tcp: 'kept' | 'dropped'): Promise<Recovery> {
  const server = await lab.server(PATIENT);
  const relay = await lab.udpRelay(server);
  const show = await lab.show(await lab.venue(server), { [side]: { routes: { udp: [relay.route], tcp } } });
  relay.cut();
  await lasting(CUT);
  const { up, down } = relay.counts;
  if (up.lost + down.lost === 0) throw new Error('no media went through the relay: nothing was cut');
  relay.mend();
  return recoveryOf(show, { since: Date.now() });
}
