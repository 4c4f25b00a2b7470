import type { Ingest, MediaPlane, Viewer } from '@freshet/core';
import type { Emitter } from '@freshet/kit';
import { describe, expect, onTestFinished, test } from 'vitest';

/** A media plane under test, with clients that speak its engine. */
export type MediaPlaneUnderTest = {
  readonly plane: MediaPlane;
  /** Opens an ingest and sends; resolves when media flows. */
  publish(affinity: string): Promise<Ingest>;
  /** Opens a viewer whose client is ready to play. */
  join(affinity: string): Promise<Viewer>;
  /** Lets every worker die. */
  killWorkers(): void;
  /** Ends the clients and the plane. */
  close(): Promise<void>;
};

/** What every implementation of core's MediaPlane port promises, as a suite of tests. */
export function mediaPlaneContract(name: string, make: () => Promise<MediaPlaneUnderTest>): void {
  const start = async (): Promise<MediaPlaneUnderTest> => {
    const subject = await make();
    onTestFinished(() => subject.close());
    return subject;
  };
  describe(`media plane ${name}`, () => {
    handlesContract(start);
    playsContract(start);
    endsContract(start);
  });
}

type Start = () => Promise<MediaPlaneUnderTest>;

function handlesContract(start: Start): void {
  test('what is opened has an answer, is counted, closes once and says so once', async () => {
    const { plane } = await start();
    const [ingest, viewer] = [await plane.ingest('a', 'a/s'), await plane.viewer('a')];
    expect([ingest.answer.engine, viewer.answer.engine]).toEqual([expect.any(String), ingest.answer.engine]);
    expect(totals(plane)).toEqual({ ingests: 1, viewers: 1, playbacks: 0 });
    const told = [heard(ingest.events), heard(viewer.events)];
    for (const handle of [ingest, viewer, ingest, viewer]) handle.close();
    expect(told).toEqual([[{ reason: 'requested' }], [{ reason: 'requested' }]]);
    expect(totals(plane)).toEqual({ ingests: 0, viewers: 0, playbacks: 0 });
  });

  test('an ingest tells what its picture is coded in once that was agreed on', async () => {
    const { plane, publish } = await start();
    const [waiting, flowing] = [await plane.ingest('a', 'a/t'), await publish('a')];
    expect([waiting.videoCodec, flowing.videoCodec]).toEqual([undefined, 'VP8']);
  });

  test("another engine's offer is refused with 1100001", async () => {
    const { plane } = await start();
    const offer = { engine: 'unheard of', data: {} };
    await expect((await plane.ingest('a', 'a/s')).negotiate(offer)).rejects.toMatchObject({ code: 1100001 });
    await expect((await plane.viewer('a')).negotiate(offer)).rejects.toMatchObject({ code: 1100001 });
  });

  test('an ingest can be muted before anything comes in, while it is played and when it has closed', async () => {
    const { plane, publish, join } = await start();
    const waiting = await plane.ingest('a', 'a/t');
    waiting.mute({ audio: true, video: true });
    const [ingest, viewer] = [await publish('a'), await join('a')];
    const playback = await viewer.play(ingest);
    await playback.start();
    const told = [heard(ingest.events), heard(playback.events)];
    ingest.mute({ audio: false, video: true });
    ingest.mute({ audio: false, video: false });
    await playback.start();
    expect(told).toEqual([[], []]);
    ingest.close();
    ingest.mute({ audio: true, video: true });
  });

  test('an offer to a closed handle is refused', async () => {
    const { plane } = await start();
    const [ingest, viewer] = [await plane.ingest('a', 'a/s'), await plane.viewer('a')];
    ingest.close();
    viewer.close();
    await expect(ingest.negotiate(ingest.answer)).rejects.toMatchObject({ code: 1003099 });
    await expect(viewer.negotiate(viewer.answer)).rejects.toMatchObject({ code: 1002099 });
  });
}

function playsContract(start: Start): void {
  test('a stream is played until its ingest closes, and not after it', async () => {
    const { plane, publish, join } = await start();
    const [ingest, viewer] = [await publish('a'), await join('a')];
    const playback = await viewer.play(ingest);
    await playback.start();
    expect(totals(plane)).toEqual({ ingests: 1, viewers: 1, playbacks: 1 });
    const told = heard(playback.events);
    ingest.close();
    expect(told).toEqual([{ reason: 'source' }]);
    await expect(playback.start()).rejects.toMatchObject({ code: 1004020 });
    await expect(viewer.play(ingest)).rejects.toMatchObject({ code: 1004002 });
    expect(totals(plane)).toEqual({ ingests: 0, viewers: 1, playbacks: 0 });
  });

  test('an ingest that nothing came in by yet cannot be played: 1004002', async () => {
    const { plane, join } = await start();
    const viewer = await join('a');
    await expect(viewer.play(await plane.ingest('a', 'a/s'))).rejects.toMatchObject({ code: 1004002 });
  });

  test('a viewer that closes ends its plays, and leaves the stream to the others', async () => {
    const { plane, publish, join } = await start();
    const [ingest, viewer, other] = [await publish('a'), await join('a'), await join('a')];
    const [playback, spared] = [await viewer.play(ingest), await other.play(ingest)];
    const told = [heard(playback.events), heard(spared.events)];
    viewer.close();
    expect(told).toEqual([[{ reason: 'requested' }], []]);
    expect(totals(plane)).toEqual({ ingests: 1, viewers: 1, playbacks: 1 });
    await spared.start();
  });

  test('a play waits for what the client can receive, and gives up when the viewer closes: 1004020', async () => {
    const { plane, publish } = await start();
    const [ingest, viewer] = [await publish('a'), await plane.viewer('a')];
    const waiting = viewer.play(ingest);
    viewer.close();
    await expect(waiting).rejects.toMatchObject({ code: 1004020 });
  });
}

function endsContract(start: Start): void {
  test('what a worker takes with it says so once, and can be opened anew', async () => {
    const { plane, publish, join, killWorkers } = await start();
    const [ingest, viewer] = [await publish('a'), await join('a')];
    const playback = await viewer.play(ingest);
    const told = [heard(ingest.events), heard(viewer.events), heard(playback.events)];
    killWorkers();
    await expect.poll(() => told).toEqual(told.map(() => [{ reason: 'worker' }]));
    expect(plane.load().deaths).toBeGreaterThan(0);
    const again = await (await join('a')).play(await publish('a'));
    await again.start();
  });

  test('a plane that closes ends every handle once, and opens nothing any more', async () => {
    const { plane, publish, join } = await start();
    const [ingest, viewer] = [await publish('a'), await join('a')];
    const told = [heard(ingest.events), heard(viewer.events)];
    const opening = plane.viewer('a');
    const closing = [plane.close(), plane.close()];
    await expect(opening).rejects.toMatchObject({ code: 1002099 });
    await Promise.all(closing);
    expect(told).toEqual([[{ reason: 'requested' }], [{ reason: 'requested' }]]);
    await expect(plane.ingest('a', 'a/s')).rejects.toMatchObject({ code: 1003099 });
    await expect(plane.viewer('a')).rejects.toMatchObject({ code: 1002099 });
  });
}

/** Every reason that is told from now on. */
function heard<Events extends { closed: unknown }>(events: Emitter<Events>): Events['closed'][] {
  const told: Events['closed'][] = [];
  events.on('closed', (reason) => void told.push(reason));
  return told;
}

function totals(plane: MediaPlane): { ingests: number; viewers: number; playbacks: number } {
  const { workers } = plane.load();
  const sum = (count: (worker: (typeof workers)[number]) => number): number =>
    workers.reduce((total, worker) => total + count(worker), 0);
  return {
    ingests: sum(({ ingests }) => ingests),
    viewers: sum(({ viewers }) => viewers),
    playbacks: sum(({ playbacks }) => playbacks),
  };
}
