import { millis } from '@freshet/kit';
import { PublisherState } from '@freshet/protocol';
import * as Token from '@freshet/token';
import type { Fault } from './fault.ts';
import type { Lab } from './lab.ts';
import { lasting } from './lasting.ts';
import { type Recovery, recoveryOf } from './recovery.ts';
import type { Person, Side } from './show.ts';
import { PATIENT } from './socket-faults.ts';

/** Seconds. Less than the warning before the end, which therefore comes at once; time enough to hand a token over. */
const SHORT = 5;
const LONG = 3600;
const EXPIRED = 1002078;
const { NoPublish, Publishing } = PublisherState;

const sides = ['publisher', 'viewer'] as const;

/** The token of one side ends while the stream runs. */
export const tokenFaults: readonly Fault[] = [
  ...sides.map((side) => ({ name: 'token renewed mid-stream', side, run: (lab: Lab) => run(lab, side, true) })),
  ...sides.map((side) => ({ name: 'token expired mid-stream', side, run: (lab: Lab) => run(lab, side, false) })),
];

async function run(lab: Lab, side: Side, isRenewed: boolean): Promise<Recovery> {
  const server = await lab.server(PATIENT);
  const venue = await lab.venue(server);
  const pass = venue.passes[side];
  const { appID, serverSecret: secret } = server.demo;
  const mint = (lifetime: number): Promise<string> =>
    Token.mint({ appID, userID: pass.user.userID, secret, lifetime, now: millis(Date.now()) });
  // Everyone is there before the token that ends counts, however long that takes.
  const show = await lab.show(venue);
  const end = Date.now() + SHORT * 1000;
  await renew(show[side], await mint(SHORT));
  await show[side].user.callback({ name: 'onRoomTokenWillExpire', args: [pass.roomID] });
  if (isRenewed) await renew(show[side], await mint(LONG));
  await lasting(Math.max(0, end + 500 - Date.now()));
  await publishMore(show[side], lab.fresh('more'), isRenewed ? [Publishing, 0] : [NoPublish, EXPIRED]);
  return recoveryOf(show, { since: end });
}

/** Publishes a second stream for a moment: what the token allows now shows at a new publish. */
async function publishMore({ user }: Person, streamID: string, outcome: readonly number[]): Promise<void> {
  await user.page.evaluate((id) => window.engine.startPublishingStream(id, Freshet.PublishChannel.Aux), streamID);
  await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, ...outcome] });
  await user.page.evaluate(() => window.engine.stopPublishingStream(Freshet.PublishChannel.Aux));
}

async function renew({ user, pass }: Person, token: string): Promise<void> {
  await user.page.evaluate(({ roomID, token }) => window.engine.renewToken(roomID, token), {
    roomID: pass.roomID,
    token,
  });
}
