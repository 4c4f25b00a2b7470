import { millis } from '@freshet/kit';
import { StreamDeleteReason } from '@freshet/protocol';
import { FakeMediaPlane, fakeOffer, launchServer, uniqueNames, type WireClient, wireLogin } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';

/** A host whose stream flows and a viewer of it, on a server that waits for either as long as a test may. */
async function onAir(env: Record<string, string> = {}) {
  const media = new FakeMediaPlane();
  const server = await launchServer({ media, env, periods: { playPatience: millis(5000) } });
  onTestFinished(() => server.close());
  const { roomID, userID } = uniqueNames();
  const { client: host } = await wireLogin(server, { roomID, userID: `${userID}-host` });
  const { client: viewer } = await wireLogin(server, { roomID, userID });
  const streamID = `${roomID}-s`;
  for (const client of [host, viewer]) keepAlive(client);
  await connectViewer(viewer);
  await publish(host, streamID);
  await viewer.event('streams', ({ added }) => added.length > 0);
  await play(viewer, streamID);
  return { media, server, host, viewer, streamID };
}

function keepAlive(client: WireClient): void {
  const timer = setInterval(() => void client.request('ping', {}).catch(() => clearInterval(timer)), 100);
  void client.closed.then(() => clearInterval(timer));
}

async function publish(host: WireClient, streamID: string): Promise<void> {
  await host.request('publish', { streamID, extraInfo: '' });
  await host.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
}

const connectViewer = (viewer: WireClient) =>
  viewer.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });

const play = (viewer: WireClient, streamID: string) => viewer.request('play', { streamID, resourceMode: 0 });

test('when a worker dies both sides are asked to begin anew, and the stream stays where it is', async () => {
  const { media, host, viewer, streamID } = await onAir();
  media.killWorker();
  await host.event('mediaLost', ({ target }) => target.kind === 'publish' && target.streamID === streamID);
  await viewer.event('mediaLost', ({ target }) => target.kind === 'viewer');
  await viewer.request('viewer', {});
  await connectViewer(viewer);
  const waiting = play(viewer, streamID);
  await publish(host, streamID);
  await waiting;
  await viewer.request('playReady', { streamID });
  expect(viewer.heard.filter(({ event }) => event === 'streams')).toHaveLength(1);
  expect(media.load().workers).toMatchObject([{ ingests: 1, playbacks: 1 }]);
});

test('a publisher that does not begin anew in its heartbeat period loses the stream: 1003021', async () => {
  const { media, server, host, viewer, streamID } = await onAir({ FRESHET_HEARTBEAT_SECONDS: '1' });
  media.killWorker();
  expect(await host.event('publishLost')).toEqual({ streamID, code: 1003021 });
  const { removed } = await viewer.event('streams', (streams) => streams.removed.length > 0);
  expect(removed).toMatchObject([{ stream: { streamID }, reason: StreamDeleteReason.Disconnected }]);
  expect(server.sessions.load.streams).toBe(0);
  await publish(host, streamID);
});

test('a stream that its publisher ends takes the plays of it along: 1004020', async () => {
  const { media, host, viewer, streamID } = await onAir();
  await host.request('unpublish', { streamID });
  expect(await viewer.event('playLost')).toEqual({ streamID, code: 1004020 });
  const { removed } = await viewer.event('streams', (streams) => streams.removed.length > 0);
  expect(removed).toMatchObject([{ stream: { streamID }, reason: StreamDeleteReason.PublisherStopped }]);
  expect(media.load().workers).toMatchObject([{ ingests: 0, playbacks: 0 }]);
  await expect(play(viewer, streamID)).rejects.toMatchObject({ code: 1004002 });
});
