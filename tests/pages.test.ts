import { eventually, hearVideo, launchChromium, realInput, type TestPage, watchVideo } from '@freshet/testkit';
import { beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
const links = inject('links');
const input = await realInput();
const byTestID = (id: string): string => `[data-testid="${id}"]`;
const STAGE = byTestID('stage-video');

/** Resolves once the page shows one of its screens. */
function screen(page: TestPage, name: string): Promise<true> {
  return eventually(async () => {
    const shown = await page.evaluate(() => document.querySelector('[data-screen]')?.getAttribute('data-screen'));
    if (shown !== name) throw new Error(`shown is ${shown}`);
    return true;
  }, `the screen "${name}"`);
}

describe('with a host who is live from a video file', () => {
  let host: TestPage;
  beforeEach(async () => {
    const camera = await launchChromium({ input });
    onTestFinished(() => camera.close());
    host = await stage.open(camera, links.host);
    await host.click(byTestID('go-live'));
    await screen(host, 'live');
  });

  test('a Chromium and a Firefox watch and hear by one audience link', async () => {
    const viewers = [await stage.open('chromium', links.audience), await stage.open('firefox', links.audience)];
    for (const viewer of viewers) {
      await screen(viewer, 'live');
      const { sources } = await watchVideo(viewer, STAGE, 3);
      expect(sources).toEqual([input.source]);
      await hearVideo(viewer, STAGE);
    }
    await eventually(
      () => host.evaluate(() => document.querySelector('[data-testid="viewer-count"]')?.textContent?.includes('2')),
      'the host sees two viewers',
    );
  });

  test('a viewer whose browser blocks sound sees at once, and hears after a tap', async () => {
    const strict = await launchChromium({ autoplay: 'blocked' });
    onTestFinished(() => strict.close());
    const viewer = await stage.open(strict, links.audience, { width: 390, height: 844 });
    await screen(viewer, 'live');
    expect((await watchVideo(viewer, STAGE, 1)).sources).toEqual([input.source]);
    await viewer.click(byTestID('unmute-prompt'));
    await hearVideo(viewer, STAGE);
    expect(await viewer.evaluate(() => window.testkit.video().muted)).toBe(false);
  });

  test('a viewer is told when the stream ends', async () => {
    const viewer = await stage.open('chromium', links.audience);
    await screen(viewer, 'live');
    await host.click(byTestID('stop'));
    await screen(viewer, 'ended');
  });
});

test('a viewer who comes early waits, and an audience link offers no way to go live', async () => {
  const viewer = await stage.open('chromium', links.audience);
  await screen(viewer, 'waiting');
  expect(await viewer.evaluate(() => document.querySelector('[data-testid="go-live"]'))).toBeNull();
});

test('a host whose browser denies camera and microphone is told what to do, and the page goes on', async () => {
  const denying = await launchChromium({ devices: 'denied' });
  onTestFinished(() => denying.close());
  const host = await stage.open(denying, links.host);
  await eventually(
    () => host.evaluate(() => document.querySelector('[data-testid="retry-devices"]') !== null),
    'the words for a denied camera',
  );
  await screen(host, 'ready');
});
