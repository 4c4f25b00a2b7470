import { type ChromiumOptions, launchChromium, type TestUser } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();

/** A user whose browser is like no other. */
async function arriveWith(options: ChromiumOptions): Promise<TestUser> {
  const browser = await launchChromium(options);
  onTestFinished(() => browser.close());
  return arrive(browser);
}

const arrive = async (browser: Parameters<typeof stage.arrive>[0]): Promise<TestUser> =>
  stage.arrive(browser, await stage.pass({ roomID: 'any', userID: stage.fresh('user') }));

/** The code that a preview of what was chosen is refused with; 0 where it is not. */
const preview = (user: TestUser): Promise<unknown> =>
  user.page.evaluate(async () => {
    const view = document.createElement('video');
    document.body.append(view);
    try {
      await window.engine.startPreview({ view });
      return 0;
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : String(error);
    }
  });

const chooseCamera = (user: TestUser, deviceID: string): Promise<void> =>
  user.page.evaluate(
    (id) => window.engine.setVideoSource({ type: Freshet.VideoSourceType.Camera, deviceID: id }),
    deviceID,
  );

const chooseScreen = (user: TestUser): Promise<void> =>
  user.page.evaluate(() => window.engine.setVideoSource({ type: Freshet.VideoSourceType.ScreenCapture }));

test('a camera and a microphone that the user denies are refused with 1006003', async () => {
  const user = await arriveWith({ devices: 'denied' });
  expect(await preview(user)).toBe(1006003);
  await user.callback({ name: 'onDeviceError', args: [1006003, 'camera'] });
  await user.callback({ name: 'onDeviceError', args: [1006003, 'microphone'] });
});

test('a browser without a camera is told 1006002, whatever the deviceID, and its microphone is heard all the same', async () => {
  const user = await arriveWith({ devices: 'microphone' });
  expect(await preview(user)).toBe(1006002);
  await user.callback({ name: 'onDeviceError', args: [1006002, 'camera'] });
  await user.callback({ name: 'onPublisherCapturedAudioFirstFrame' });
  await user.page.evaluate(() => window.engine.stopPreview());
  await chooseCamera(user, 'gone');
  expect(await preview(user)).toBe(1006002);
});

test('where a deviceID is not there any more, another camera is taken without a word', async () => {
  const user = await arrive('chromium');
  await chooseCamera(user, 'gone');
  expect(await preview(user)).toBe(0);
  await user.callback({ name: 'onPublisherCapturedVideoFirstFrame' });
  expect((await user.callbacks()).filter(({ name }) => name === 'onDeviceError')).toEqual([]);
});

test('a camera that another program holds is refused with 1006005, and the microphone is heard all the same', async () => {
  const user = await arrive('chromium');
  await user.page.evaluate(() => {
    // A browser's own cameras are never held elsewhere: the refusal is put on.
    const take = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      if (wish?.video) throw new DOMException('Could not start video source', 'NotReadableError');
      return take(wish);
    };
  });
  expect(await preview(user)).toBe(1006005);
  await user.callback({ name: 'onDeviceError', args: [1006005, 'camera'] });
  await user.callback({ name: 'onPublisherCapturedAudioFirstFrame' });
});

test('a screen that the browser cannot read is refused with 1006005', async () => {
  const user = await arriveWith({ devices: 'microphone' });
  await chooseScreen(user);
  expect(await preview(user)).toBe(1006005);
  await user.callback({ name: 'onDeviceError', args: [1006005, 'screen'] });
});

test('a camera that is unplugged while in use is told with 1006006, and taken again once it is back', async () => {
  const user = await arrive('chromium');
  expect(await preview(user)).toBe(0);
  await user.callback({ name: 'onPublisherCapturedVideoFirstFrame' });
  const after = (await user.callbacks()).length;
  const name = await user.page.evaluate(() => {
    const { srcObject } = window.testkit.video();
    const track = srcObject instanceof MediaStream ? srcObject.getVideoTracks()[0] : undefined;
    // As a browser does where a plug is pulled.
    track?.dispatchEvent(new Event('ended'));
    return track?.label;
  });
  await user.callback({ name: 'onDeviceError', args: [1006006, name], after });
  await user.page.evaluate(() => void navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
  await user.callback({ name: 'onPublisherCapturedVideoFirstFrame', after });
});

test('a screen that the user does not share is refused with 1103042', async () => {
  const user = await arriveWith({ devices: 'denied' });
  await user.page.evaluate(() => window.engine.setAudioSource({ type: Freshet.AudioSourceType.None }));
  await chooseScreen(user);
  expect(await preview(user)).toBe(1103042);
  await user.callback({ name: 'onDeviceError', args: [1103042, 'screen'] });
});

test('a browser that cannot share its screen, as those of phones, is told 1103043', async () => {
  const user = await arrive('chromium');
  await user.page.evaluate(() => void Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia'));
  await chooseScreen(user);
  expect(await preview(user)).toBe(1103043);
  await user.callback({ name: 'onDeviceError', args: [1103043, 'screen'] });
});

test('a machine without any screen to share is told 1006001', async () => {
  const user = await arrive('firefox');
  await chooseScreen(user);
  expect(await preview(user)).toBe(1006001);
  await user.callback({ name: 'onDeviceError', args: [1006001, 'screen'] });
});
