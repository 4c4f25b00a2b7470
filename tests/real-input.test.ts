import { launchChromium, realInput } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();

test('a video file as camera and speech as microphone are watched and heard by another browser', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const input = await realInput();
  const camera = await launchChromium({ input });
  onTestFinished(() => camera.close());
  const host = await stage.enter(camera, roomID);
  await host.page.evaluate((id) => window.engine.startPublishingStream(id), streamID);
  await host.callback({ name: 'onPublisherStateUpdate', args: [streamID, 2] });
  const viewer = await stage.enter('chromium', roomID);
  await viewer.play(streamID);
  const { sources, frames } = await viewer.watch(streamID, 5);
  expect(sources).toEqual([input.source]);
  expect(frames.length).toBeGreaterThan(50);
  const { peakDb } = await viewer.hear(streamID);
  expect(peakDb).toBeGreaterThan(-40);
});
