import { millis } from '@freshet/kit';
import { type LaunchedServer, launchServer, type TestUser, UdpRelay } from '@freshet/testkit';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { mediaAddress } from './support/media-address.ts';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
let server: LaunchedServer;
let relay: UdpRelay;

beforeAll(async () => {
  server = await launchServer({ env: { FRESHET_WORKERS: '1' } });
});
afterAll(() => server.close());

beforeEach(async () => {
  relay = await UdpRelay.open({ target: await mediaAddress(server) });
  onTestFinished(() => relay.close());
});

/** A host near the server and a viewer behind the relay, who watches. */
async function watchThroughRelay(streamID: string): Promise<TestUser> {
  const { appID, serverSecret } = server.demo;
  const issuer = { origin: server.origin, appID, serverSecret };
  const roomID = stage.fresh('room');
  const host = await stage.enter('chromium', roomID, issuer);
  await host.publish(streamID, { source: 8 });
  const pass = await stage.pass({ roomID, userID: stage.fresh('user') }, issuer);
  const viewer = await stage.arrive('chromium', pass);
  await viewer.page.evaluate((udp) => window.testkit.routeMedia({ udp, tcp: 'dropped' }), [relay.route]);
  await viewer.login(pass);
  await viewer.play(streamID);
  return viewer;
}

test('a viewer behind a slow and lossy line sees moving pictures, through that line alone', async () => {
  relay.impair('both', { delay: millis(30), jitter: millis(10), loss: 0.02 });
  const streamID = stage.fresh('stream');
  const viewer = await watchThroughRelay(streamID);
  const { frames, sources } = await viewer.watch(streamID, 3);
  expect(sources).toEqual([8]);
  expect(Math.min(...frames.flatMap(({ age }) => age ?? []))).toBeGreaterThanOrEqual(30);
  expect(relay.counts.down.handedOn).toBeGreaterThan(frames.length);
  expect(relay.counts.down.lost).toBeGreaterThan(0);
});

test('pictures come back by themselves after the line was cut', async () => {
  const streamID = stage.fresh('stream');
  const viewer = await watchThroughRelay(streamID);
  await viewer.watch(streamID, 1);
  relay.cut();
  const { lost } = relay.counts.down;
  await expect.poll(() => relay.counts.down.lost).toBeGreaterThan(lost + 100);
  relay.mend();
  expect((await viewer.watch(streamID, 2)).sources).toEqual([8]);
});
