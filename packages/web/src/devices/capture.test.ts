import { Scenario } from '@freshet/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Capture } from './capture.ts';
import { listDevices } from './list.ts';
import { startingConfig } from './video-config.ts';

/** A camera's track, as far as capturing looks at it. */
class FakeTrack extends EventTarget {
  readonly kind = 'video';
  readonly label = 'Camera 1';
  contentHint = '';
  stop(): void {}
}

/** The devices of a page with one camera, or none. */
class FakeDevices extends EventTarget {
  camera: FakeTrack | undefined = new FakeTrack();

  async getUserMedia() {
    const { camera } = this;
    if (!camera) throw new DOMException('none', 'NotFoundError');
    return { getVideoTracks: () => [camera], getAudioTracks: () => [] };
  }

  /** What a browser says when something is plugged in or out. */
  async change(camera: FakeTrack | undefined): Promise<void> {
    this.camera?.dispatchEvent(new Event('ended'));
    this.camera = camera;
    this.dispatchEvent(new Event('devicechange'));
    await vi.advanceTimersByTimeAsync(1000);
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('on a page that is not secure there are no devices to list: 1103053', async () => {
  vi.stubGlobal('navigator', {});
  await expect(listDevices()).rejects.toMatchObject({ code: 1103053 });
});

test('a camera that is unplugged while in use is told by its name, 1006006, and taken again once it is back', async () => {
  const devices = new FakeDevices();
  vi.stubGlobal('navigator', { mediaDevices: devices });
  const capture = new Capture(startingConfig(Scenario.Default));
  const lost: unknown[] = [];
  capture.events.on('lost', ({ error, deviceName }) => lost.push([error.code, deviceName]));
  expect(await capture.start()).toEqual([]);
  await devices.change(undefined);
  expect(lost).toEqual([[1006006, 'Camera 1']]);
  expect(capture.captured.video).toBeNull();
  await devices.change(undefined);
  const again = new FakeTrack();
  await devices.change(again);
  expect(capture.captured.video).toBe(again);
  await capture.close();
});
