import { launchChromium, type PictureReport, TestUser } from '@freshet/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();

/** How many frames came in each of the first so many seconds. */
function framesPerSecond({ frames }: PictureReport, seconds: number): number[] {
  const begin = frames[0]?.at ?? 0;
  return Array.from(
    { length: seconds },
    (_, second) => frames.filter(({ at }) => Math.floor((at - begin) / 1000) === second).length,
  );
}

/** The picture moves in each of so many seconds, and it and the sound are those of `source`. */
async function expectLive(viewer: TestUser, streamID: string, source: number, seconds = 2): Promise<void> {
  const report = await viewer.watch(streamID, seconds);
  expect(Math.min(...framesPerSecond(report, seconds))).toBeGreaterThan(0);
  expect(report.sources).toEqual([source]);
  const { pitch = 0 } = await viewer.hear(streamID);
  const expected = await viewer.page.evaluate((from) => window.testkit.pitchOf(from), source);
  expect(Math.abs(pitch - expected)).toBeLessThan(30);
}

describe.each(['chromium', 'firefox'] as const)('%s', (name) => {
  test('watches and hears what a Chromium publishes', async () => {
    const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
    const host = await stage.enter('chromium', roomID);
    await host.publish(streamID, { source: 7 });
    const viewer = await stage.enter(name, roomID);
    await viewer.callback({ name: 'onRoomStreamUpdate', args: [roomID, 0] });
    await viewer.play(streamID);
    await viewer.callback({ name: 'onPlayerStateUpdate', args: [streamID, 2, 0] });
    await viewer.callback({ name: 'onPlayerRecvVideoFirstFrame', args: [streamID] });
    await viewer.callback({ name: 'onPlayerRecvAudioFirstFrame', args: [streamID] });
    await viewer.callback({ name: 'onPlayerRenderVideoFirstFrame', args: [streamID] });
    await expectLive(viewer, streamID, 7, 5);
  });

  test('plays by L3 where the project has it switched on', async () => {
    const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
    const host = await stage.enter('chromium', roomID);
    await host.publish(streamID, { source: 9 });
    const viewer = await stage.enter(name, roomID);
    await viewer.play(streamID, { resourceMode: 2 });
    await expectLive(viewer, streamID, 9);
  });
});

test('a viewer who plays before anyone publishes sees the stream once it is there', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const viewer = await stage.enter('chromium', roomID);
  await viewer.play(streamID);
  await viewer.callback({ name: 'onPlayerStateUpdate', args: [streamID, 1] });
  const host = await stage.enter('chromium', roomID);
  await host.publish(streamID, { source: 3 });
  await expectLive(viewer, streamID, 3);
});

test('two streams of one room are two pictures and two sounds', async () => {
  const roomID = stage.fresh('room');
  const [one, other] = [stage.fresh('stream'), stage.fresh('stream')];
  const viewer = await stage.enter('chromium', roomID);
  await (await stage.enter('chromium', roomID)).publish(one, { source: 1 });
  await (await stage.enter('chromium', roomID)).publish(other, { source: 2 });
  await viewer.play(one);
  await viewer.play(other);
  await expectLive(viewer, one, 1);
  await expectLive(viewer, other, 2);
});

test('a Chromium that may not use loopback watches over the interface of the machine', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  await (await stage.enter('chromium', roomID)).publish(streamID, { source: 5 });
  const chromium = await launchChromium({ loopback: false });
  onTestFinished(() => chromium.close());
  const viewer = await stage.enter(chromium, roomID);
  await viewer.play(streamID);
  await expectLive(viewer, streamID, 5);
});

test('a stream that stops is told with its reason, and so is its user who leaves', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const viewer = await stage.enter('chromium', roomID);
  const host = await stage.enter('chromium', roomID);
  await host.publish(streamID, { source: 4 });
  // A stream that stops before its first packet is never told of.
  await viewer.callback({ name: 'onRoomStreamUpdate', args: [roomID, 0] });
  await host.page.evaluate(() => window.engine.stopPublishingStream());
  const { args } = await viewer.callback({ name: 'onRoomStreamUpdate', args: [roomID, 1] });
  expect(JSON.parse(String(args[3]))).toEqual({ stream_delete_reason: [{ streamID, code: 1 }] });
  await host.leave();
  await viewer.callback({ name: 'onRoomUserUpdate', args: [roomID, 1] });
});

test('a viewer whose browser holds the sound back sees at once, is told, and cannot hear without a click: 1104061', async () => {
  const strict = await launchChromium({ autoplay: 'blocked' });
  onTestFinished(() => strict.close());
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const host = await stage.enter('chromium', roomID);
  await host.publish(streamID, { source: 9 });
  const pass = await stage.pass({ roomID, userID: stage.fresh('user') });
  const viewer = await TestUser.arrive(strict, stage.host, pass);
  await viewer.login(pass);
  await viewer.play(streamID);
  await viewer.callback({ name: 'onAutoplayFailed', args: [streamID] });
  expect((await viewer.watch(streamID, 1)).sources).toEqual([9]);
  const refusal = await viewer.page.evaluate(() =>
    window.engine.resumeAutoplay().then(
      () => undefined,
      (error: { code: number }) => error.code,
    ),
  );
  expect(refusal).toBe(1104061);
});
