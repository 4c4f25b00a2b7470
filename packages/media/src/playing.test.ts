import { afterEach, expect, test } from 'vitest';
import type { MediasoupMediaPlane } from './mediasoup-media-plane.ts';
import { arrivalOf, join, next, offer, publish, silenceOf, startPlane, tracksOf } from './testing/clients.ts';
import { canNothing, canPicture, canSound, opusTrack } from './testing/parameters.ts';

let plane: MediasoupMediaPlane;
const peers: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
  await plane.close();
});

async function onAir(workers: number, affinity = 'room') {
  plane = await startPlane(workers);
  const published = await publish(plane, affinity);
  peers.push(published.peer);
  return published;
}

async function watcher(affinity: string, capabilities?: unknown) {
  const joined = await join(plane, affinity, capabilities);
  peers.push(joined.peer);
  return joined;
}

const pipes = (): number[] => plane.load().workers.map((worker) => worker.pipes);

test.each([
  ['on the same worker', 'room', [0, 0]],
  ['on another worker', 'elsewhere', [0, 1]],
])('a viewer %s gets sound and picture after start, and nothing before', async (_, affinity, expectedPipes) => {
  const { ingest } = await onAir(2);
  const { viewer, peer } = await watcher(affinity);
  let early = 0;
  const stopCounting = peer.events.on('rtp', () => {
    early += 1;
  });
  const playback = await viewer.play(ingest);
  const ssrcs = tracksOf(playback);
  expect([...ssrcs.keys()].sort()).toEqual(['audio', 'video']);
  expect(pipes()).toEqual(expectedPipes);
  expect(early).toBe(0);
  stopCounting();

  const arrived = arrivalOf(peer, ssrcs.values());
  await playback.start();
  await arrived;
});

test.each(['room', 'elsewhere'])('a play by a viewer of %s asks the publisher for one key frame', async (affinity) => {
  const { ingest, peer: publisher } = await onAir(2);
  const { viewer, peer } = await watcher(affinity);
  let keyFrames = 0;
  publisher.events.on('keyFrameWanted', () => {
    keyFrames += 1;
  });
  const playback = await viewer.play(ingest);
  expect(keyFrames).toBe(0);
  const arrived = arrivalOf(peer, tracksOf(playback).values());
  await playback.start();
  await arrived;
  expect(keyFrames).toBe(1);
});

test('two plays at once share one pipe, which goes with the last of them', async () => {
  const { ingest } = await onAir(2);
  const [{ viewer: one }, { viewer: two }] = [await watcher('elsewhere'), await watcher('elsewhere')];
  const [first, second] = await Promise.all([one.play(ingest), two.play(ingest)]);
  expect(pipes()).toEqual([0, 1]);
  first.close();
  expect(pipes()).toEqual([0, 1]);
  second.close();
  expect(pipes()).toEqual([0, 0]);

  const { viewer, peer } = await watcher('elsewhere');
  const again = await viewer.play(ingest);
  const arrived = arrivalOf(peer, tracksOf(again).values());
  await again.start();
  await arrived;
});

test('a viewer that can decode nothing, or not the picture, is refused with 1004080', async () => {
  const { ingest } = await onAir(1);
  for (const capabilities of [canNothing, canSound]) {
    const { viewer } = await watcher('room', capabilities);
    await expect(viewer.play(ingest)).rejects.toMatchObject({ code: 1004080 });
  }
  expect(plane.load().workers[0]?.playbacks).toBe(0);
});

test('a viewer that lacks the sound alone gets the picture', async () => {
  const { ingest } = await onAir(1);
  const { viewer } = await watcher('room', canPicture);
  expect([...tracksOf(await viewer.play(ingest)).keys()]).toEqual(['video']);
});

test('a track that comes or goes ends the playbacks, and the next play has the tracks there are', async () => {
  const { ingest } = await onAir(2);
  const { viewer } = await watcher('elsewhere');
  const before = await viewer.play(ingest);
  const lessened = next(before.events, 'closed');
  await ingest.negotiate(offer({ step: 'closeTrack', kind: 'audio' }));
  expect(await lessened).toEqual({ reason: 'source' });

  const between = await viewer.play(ingest);
  expect([...tracksOf(between).keys()]).toEqual(['video']);
  const grown = next(between.events, 'closed');
  const renewed = { ...opusTrack, rtpParameters: { ...opusTrack.rtpParameters, encodings: [{ ssrc: 3333 }] } };
  await ingest.negotiate(offer({ step: 'produce', producers: [renewed] }));
  expect(await grown).toEqual({ reason: 'source' });

  const after = await viewer.play(ingest);
  expect([...tracksOf(after).keys()].sort()).toEqual(['audio', 'video']);
  expect(pipes()).toEqual([0, 1]);
});

test('an ingest that closes ends its playbacks, and cannot be played any more', async () => {
  const { ingest } = await onAir(2);
  const { viewer } = await watcher('elsewhere');
  const playback = await viewer.play(ingest);
  const closed = next(playback.events, 'closed');
  ingest.close();
  expect(await closed).toEqual({ reason: 'source' });
  await expect(viewer.play(ingest)).rejects.toMatchObject({ code: 1004002 });
  await expect(playback.start()).rejects.toMatchObject({ code: 1004020 });
  expect(plane.load().workers).toMatchObject([
    { ingests: 0, viewers: 0, playbacks: 0, pipes: 0 },
    { ingests: 0, viewers: 1, playbacks: 0, pipes: 0 },
  ]);
});

test('a play waits for what the client can receive, and gives up when the viewer closes', async () => {
  const { ingest } = await onAir(1);
  const viewer = await plane.viewer('room');
  const waiting = viewer.play(ingest);
  viewer.close();
  await expect(waiting).rejects.toMatchObject({ code: 1004020 });
});

test('a viewer that closes while a play is being opened leaves nothing behind', async () => {
  const { ingest } = await onAir(2);
  const { viewer } = await watcher('elsewhere');
  const opening = viewer.play(ingest);
  viewer.close();
  await expect(opening).rejects.toMatchObject({ name: 'FreshetError' });
  expect(plane.load().workers[1]).toMatchObject({ viewers: 0, playbacks: 0, pipes: 0 });
});

test.each(['room', 'elsewhere'])(
  'a kind that is muted comes no more to a viewer of %s, and again when it is not',
  async (affinity) => {
    const { ingest } = await onAir(2);
    const { viewer, peer } = await watcher(affinity);
    const playback = await viewer.play(ingest);
    const tracks = tracksOf(playback);
    const arrived = arrivalOf(peer, tracks.values());
    await playback.start();
    await arrived;
    const [audio = 0, video = 0] = [tracks.get('audio'), tracks.get('video')];
    ingest.mute({ audio: false, video: true });
    await silenceOf(peer, video, audio);
    const again = arrivalOf(peer, [video]);
    ingest.mute({ audio: false, video: false });
    await again;
  },
);

test('a stream that is muted before its media comes flows, and keeps what is muted to itself', async () => {
  plane = await startPlane(1);
  const { ingest, peer: publisher } = await publish(plane, 'room', { audio: true, video: true });
  peers.push(publisher);
  const { viewer, peer } = await watcher('room');
  const playback = await viewer.play(ingest);
  const tracks = tracksOf(playback);
  await playback.start();
  const arrived = arrivalOf(peer, [tracks.get('audio') ?? 0]);
  ingest.mute({ audio: false, video: true });
  await arrived;
  await silenceOf(peer, tracks.get('video') ?? 0, tracks.get('audio') ?? 0);
});
