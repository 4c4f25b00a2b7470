import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { MediasoupMediaPlane } from './mediasoup-media-plane.ts';
import { arrivalOf, join, next, publish, startPlane, tracksOf } from './testing/clients.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let plane: MediasoupMediaPlane | undefined;
const peers: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
  await plane?.close();
});

async function start(workers: number): Promise<MediasoupMediaPlane> {
  plane = await startPlane(workers);
  return plane;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Kills the worker that has an ingest. */
function killBusyWorker({ workers }: ReturnType<MediasoupMediaPlane['load']>): void {
  const busy = workers.find((worker) => worker.ingests > 0);
  if (busy) process.kill(busy.pid, 'SIGKILL');
}

test('what has the same affinity stands together, and the rest spreads out', async () => {
  const media = await start(2);
  await Promise.all([media.ingest('a', 'a/1'), media.viewer('a'), media.viewer('a'), media.viewer('b')]);
  expect(media.load()).toMatchObject({
    deaths: 0,
    workers: [
      { ingests: 1, viewers: 2, playbacks: 0, pipes: 0 },
      { ingests: 0, viewers: 1, playbacks: 0, pipes: 0 },
    ],
  });
});

test('newcomers that come at once see each other', async () => {
  const media = await start(2);
  await Promise.all(['a', 'b', 'c', 'd'].map((room) => media.viewer(room)));
  expect(media.load().workers.map((worker) => worker.viewers)).toEqual([2, 2]);
});

test('what closes leaves its seat, and says so once', async () => {
  const media = await start(1);
  const [ingest, viewer] = [await media.ingest('a', 'a'), await media.viewer('a')];
  const told: unknown[] = [];
  ingest.events.on('closed', (event) => told.push(event));
  viewer.events.on('closed', (event) => told.push(event));
  for (const handle of [ingest, viewer, ingest, viewer]) handle.close();
  expect(told).toEqual([{ reason: 'requested' }, { reason: 'requested' }]);
  expect(media.load().workers).toMatchObject([{ ingests: 0, viewers: 0 }]);
});

test('a worker that dies closes what stood on it, and another takes its place', async () => {
  const media = await start(1);
  const [ingest, viewer] = [await media.ingest('a', 'a'), await media.viewer('a')];
  const [lost, alsoLost] = [next(ingest.events, 'closed'), next(viewer.events, 'closed')];
  killBusyWorker(media.load());
  expect([await lost, await alsoLost]).toEqual([{ reason: 'worker' }, { reason: 'worker' }]);
  expect(media.load()).toEqual({ workers: [], deaths: 1 });

  const { ingest: again, peer: publisher } = await publish(media, 'a');
  const { viewer: back, peer } = await join(media, 'a');
  peers.push(publisher, peer);
  const playback = await back.play(again);
  const arrived = arrivalOf(peer, tracksOf(playback).values());
  await playback.start();
  await arrived;
});

test('a stream that loses its worker can be played again by a viewer on another', async () => {
  const media = await start(2);
  const first = await publish(media, 'a');
  const { viewer, peer } = await join(media, 'b');
  peers.push(first.peer, peer);
  const playback = await viewer.play(first.ingest);
  const lost = next(playback.events, 'closed');
  killBusyWorker(media.load());
  expect(await lost).toEqual({ reason: 'worker' });

  const second = await publish(media, 'a');
  peers.push(second.peer);
  const again = await viewer.play(second.ingest);
  const arrived = arrivalOf(peer, tracksOf(again).values());
  await again.start();
  await arrived;
});

test('an input that workers die under again and again is cut off, and others go on', async () => {
  const media = await start(1);
  const reasons: string[] = [];
  for (let death = 0; death < 3; death += 1) {
    const ingest = await media.ingest('a', 'harmful');
    const closed = next(ingest.events, 'closed');
    killBusyWorker(media.load());
    reasons.push((await closed).reason);
  }
  expect(reasons).toEqual(['worker', 'worker', 'harmful']);
  expect(media.load().deaths).toBe(3);
  await expect(media.ingest('a', 'harmful')).rejects.toMatchObject({
    code: 1003099,
    message: expect.stringContaining('cut off'),
  });
  await media.ingest('a', 'harmless');
});

test('an input that lost its worker is kept apart from its room', async () => {
  const media = await start(2);
  const ingest = await media.ingest('a', 'suspect');
  const closed = next(ingest.events, 'closed');
  killBusyWorker(media.load());
  await closed;
  await media.viewer('a');
  await media.viewer('a');
  await expect.poll(() => media.load().workers.length).toBe(2);
  await media.ingest('a', 'suspect');
  const { workers } = media.load();
  expect(workers.find((worker) => worker.ingests === 1)?.viewers).toBe(0);
});

test('closing twice closes every handle once and leaves no process behind', async () => {
  const media = await start(2);
  const [ingest, viewer] = [await media.ingest('a', 'a'), await media.viewer('b')];
  const told: unknown[] = [];
  ingest.events.on('closed', (event) => told.push(event));
  viewer.events.on('closed', (event) => told.push(event));
  const pids = media.load().workers.map((worker) => worker.pid);
  expect(pids.map(isAlive)).toEqual([true, true]);
  await Promise.all([media.close(), media.close()]);
  expect(told).toEqual([{ reason: 'requested' }, { reason: 'requested' }]);
  expect(pids.map(isAlive)).toEqual([false, false]);
  await expect(media.ingest('a', 'a')).rejects.toMatchObject({ code: 1003099 });
  await expect(media.viewer('a')).rejects.toMatchObject({ code: 1002099 });
});

test('closing while something is being opened refuses it', async () => {
  const media = await start(1);
  const opening = media.viewer('a');
  const closing = media.close();
  await expect(opening).rejects.toMatchObject({ code: 1002099 });
  await closing;
});

test('a signal to this process leaves the workers to their owner', async () => {
  const before = process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
  await start(2);
  expect(process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')).toBe(before);
});

test('starting on a port that is taken fails, and names the port', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const address = squatter.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const options = { workers: 2, addresses: [{ listen: '127.0.0.1' }], firstPort: port, log: silent };
  await expect(MediasoupMediaPlane.create(options)).rejects.toMatchObject({
    name: 'MediaStartError',
    message: expect.stringContaining(`port ${port}`),
  });
  squatter.close();
});
