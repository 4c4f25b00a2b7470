import { fuzzDoor, type LaunchedServer, launchServer, WireSession } from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

let server: LaunchedServer;

beforeAll(async () => {
  const env = { FRESHET_WORKERS: '1', FRESHET_HEARTBEAT_SECONDS: '3' };
  server = await launchServer({ env, door: { refusedLogins: 1_000_000 } });
});
afterAll(() => server.close());

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${server.origin}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

/** Someone who has nothing to do with it, and asks all the time whether the server is there. */
async function bystander(roomID: string) {
  const session = await WireSession.login(server, { roomID, userID: `${roomID}-user` });
  await session.request('setRoomExtraInfo', { key: 'note', value: 'undisturbed' });
  await session.request('publish', { streamID: `${roomID}-stream`, extraInfo: '' });
  const answers: Promise<unknown>[] = [];
  const timer = setInterval(() => answers.push(session.request('ping', {})), 50);
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    await Promise.all(answers);
  };
  return { session, stop };
}

// A seed that ever fails joins these.
test.each([1, 2])(
  'whatever clients do at the door, others are not disturbed and nothing is left (seed %i)',
  async (seed) => {
    const { session, stop } = await bystander(`calm-${seed}`);
    await expect.poll(() => session.view.picture).toMatchObject({ userCount: 1, users: [{}] });
    const before = session.view.picture;
    await fuzzDoor({ server, seed, rounds: 250 });
    await stop();
    expect(session.view.picture).toEqual(before);
    expect(session.view.faults).toEqual([]);
    expect(server.media.load()).toMatchObject({ deaths: 0, workers: [{}] });
    // Those who were cut off are kept for their heartbeat period, and the bystander by its signs of life alone.
    const look = async () => {
      await session.request('ping', {});
      return { ...server.sessions.load, sockets: await metric('freshet_sockets') };
    };
    await expect.poll(look).toEqual({ rooms: 1, sessions: 1, attached: 1, streams: 1, sockets: 1 });
    expect(server.media.load().workers).toMatchObject([{ ingests: 1, viewers: 1, playbacks: 0 }]);
    await session.logout();
  },
);
