import { eventually, type LaunchedServer, launchServer, type PictureReport } from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
let server: LaunchedServer;

beforeAll(async () => {
  server = await launchServer({ env: { FRESHET_WORKERS: '2' } });
});
afterAll(() => server.close());

/** When the first frame that was drawn after `moment` was shown. */
function firstFrameAfter({ frames }: PictureReport, moment: number): number | undefined {
  return frames.find(({ at, age }) => age !== null && at - age > moment)?.at;
}

test('viewers see moving pictures again after the media worker was killed', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const { appID, serverSecret } = server.demo;
  const issuer = { origin: server.origin, appID, serverSecret };
  const host = await stage.enter('chromium', roomID, issuer);
  await host.publish(streamID, { source: 6 });
  const viewers = [await stage.enter('chromium', roomID, issuer), await stage.enter('chromium', roomID, issuer)];
  for (const viewer of viewers) {
    await viewer.play(streamID);
    await viewer.watch(streamID, 1);
  }
  const worker = server.media.load().workers.find(({ ingests }) => ingests > 0);
  expect(worker).toBeDefined();
  const killed = Date.now();
  process.kill(worker?.pid ?? Number.NaN, 'SIGKILL');
  for (const viewer of viewers) {
    const back = await eventually(
      async () => firstFrameAfter(await viewer.pictures(streamID), killed),
      'a picture that was drawn after the worker died',
    );
    process.stdout.write(`${viewer.page.name}: moving pictures ${back - killed} ms after the worker was killed\n`);
    const { sources } = await viewer.watch(streamID, 2);
    expect(sources).toEqual([6]);
    await viewer.hear(streamID);
  }
  expect(server.media.load()).toMatchObject({ deaths: 1, workers: [{}, {}] });
});
