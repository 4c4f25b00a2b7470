import { RoomStateChangedReason } from '@freshet/protocol';
import type { Fault } from './fault.ts';
import type { Lab, LabServerOptions } from './lab.ts';
import { lasting } from './lasting.ts';
import { type Recovery, recoveryOf } from './recovery.ts';
import { readRoomView } from './room-view.ts';
import type { Person, Show, Side } from './show.ts';
import { HASTY, PATIENT } from './socket-faults.ts';

const SECOND_SOURCE = 2;
const SAME_USER = 1002050;
/** As long beside the hasty server's heartbeat period as a minute is beside an ordinary one. */
const BACKGROUND = 1800;
const MINUTE = 60_000;

/** From when to when a page was at rest, in `Date.now()`. */
type Rest = { readonly began: number; readonly since: number };

const sides = ['publisher', 'viewer'] as const;

/** The page of one side is opened twice, or put to rest. */
export const tabFaults: readonly Fault[] = [
  ...sides.map((side) => ({
    name: 'same user in a second tab, the first offline',
    side,
    run: (lab: Lab) => takeOver(lab, side),
  })),
  ...sides.map((side) => ({
    name: 'tab in the background',
    side,
    run: (lab: Lab) => putToRest(lab, side, HASTY, BACKGROUND),
  })),
];

/** The same at its real length, for those who have the time. */
export const minuteFaults: readonly Fault[] = sides.map((side) => ({
  name: 'tab in the background for a minute',
  side,
  run: (lab) => putToRest(lab, side, PATIENT, MINUTE),
}));

async function takeOver(lab: Lab, side: Side): Promise<Recovery> {
  const server = await lab.server(PATIENT);
  const relay = await lab.tcpRelay(server.origin);
  const show = await lab.show(await lab.venue(server), { [side]: { origin: relay.origin } });
  const older = show[side];
  relay.cut('broken');
  const since = Date.now();
  const newer = await lab.enter(side, older.pass);
  const { streamID } = show.venue;
  const now = { ...show, [side]: newer, ...(await takesUp(lab, show, side, newer)) };
  const source = side === 'publisher' ? { source: SECOND_SOURCE } : {};
  await now.viewer.user.pictureAfter(streamID, since);
  const took = Date.now() - since;
  relay.mend();
  const left = await staysOut(older);
  const { differences } = await recoveryOf(now, { since: Date.now(), ...source });
  return { tookMs: took, differences: [...left, ...differences] };
}

// Another page knows nothing of what the first one said of the stream.
async function takesUp(lab: Lab, { venue: { streamID }, streams }: Show, side: Side, { user }: Person) {
  if (side === 'viewer') {
    await user.play(streamID);
    return { streams };
  }
  const extraInfo = lab.fresh('third');
  await user.setExtraInfo(extraInfo);
  await user.publish(streamID, { source: SECOND_SOURCE });
  return { streams: [{ streamID, side, extraInfo }] };
}

/** The older login learns that a newer one stands, and nothing of it goes on. */
async function staysOut({ user, pass }: Person): Promise<readonly string[]> {
  await user.callback({ name: 'onRoomStateChanged', args: [pass.roomID, RoomStateChangedReason.KickOut, SAME_USER] });
  const { isIn, publishing, playing } = readRoomView(pass.roomID, await user.callbacks());
  return isIn || publishing.length + playing.length > 0 ? ['the older tab goes on'] : [];
}

async function putToRest(lab: Lab, side: Side, kind: LabServerOptions, period: number): Promise<Recovery> {
  const show = await lab.show(await lab.venue(await lab.server(kind)));
  const { devtools } = show[side].user.page;
  if (!devtools) throw new Error('this browser cannot put a page to rest');
  await devtools.rest();
  const began = Date.now();
  await lasting(period);
  const since = Date.now();
  await devtools.wake();
  await checkRest(show, side, { began, since });
  return recoveryOf(show, { since });
}

// Half a second is for what was drawn, sent or decoded already.
async function checkRest({ venue, viewer }: Show, side: Side, { began, since }: Rest): Promise<void> {
  await viewer.user.pictureAfter(venue.streamID, since);
  const { frames } = await viewer.user.pictures(venue.streamID);
  const moments = frames.map(({ at, age }) => (side === 'publisher' ? at - (age ?? 0) : at));
  if (moments.some((moment) => moment > began + 500 && moment < since)) throw new Error('the page was not at rest');
}
