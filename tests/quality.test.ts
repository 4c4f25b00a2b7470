import { eventually, type LaunchedServer, launchServer, type TestUser } from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
let server: LaunchedServer;
beforeAll(async () => {
  server = await launchServer({ env: { FRESHET_WORKERS: '1' } });
});
afterAll(() => server?.close());

type Book = LaunchedServer['sessions']['control']['quality'];
type Seen = { readonly streamID: string; readonly userID: string };

/** What a viewer has reported of a stream so far. */
function reportsOf({ streamID, userID }: Seen): ReturnType<Book['playedBy']> {
  const { quality } = server.sessions.control;
  return quality.playedBy(...([server.demo.appID, streamID, userID, 0] as Parameters<Book['playedBy']>));
}

/** Its reports, once there are so many. */
const reported = (seen: Seen, count: number): Promise<ReturnType<Book['playedBy']>> =>
  eventually(() => reportsOf(seen).length >= count && reportsOf(seen), `${count} reports`);

async function playing(user: TestUser, streamID: string): Promise<void> {
  await user.play(streamID);
  await user.watch(streamID, 0.5);
}

test('what real browsers report gives the latency of a viewer, none where a part is missing, and no worse a stream in a hidden tab', async () => {
  const { appID, serverSecret } = server.demo;
  const issuer = { origin: server.origin, appID, serverSecret };
  const roomID = stage.fresh('room');
  const enter = async (browser: 'chromium' | 'firefox') => {
    const pass = await stage.pass({ roomID, userID: stage.fresh(browser) }, issuer);
    const user = await stage.arrive(browser, pass);
    expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
    return { user, userID: pass.user.userID, streamID: stage.fresh('stream') };
  };
  const [chromium, firefox] = [await enter('chromium'), await enter('firefox')];
  await chromium.user.publish(chromium.streamID, { source: 1 });
  await firefox.user.publish(firefox.streamID, { source: 2 });
  await playing(chromium.user, firefox.streamID);
  await playing(firefox.user, chromium.streamID);

  const toFirefox = { streamID: chromium.streamID, userID: firefox.userID };
  const whole = await eventually(
    () => reportsOf(toFirefox).find(({ latencyMs }) => latencyMs !== undefined),
    'a latency of what Chromium publishes',
  );
  expect(whole.latencyMs).toBeGreaterThan(whole.delayMs ?? Number.POSITIVE_INFINITY);
  const ofFirefox = await reported({ streamID: firefox.streamID, userID: chromium.userID }, 2);
  for (const { delayMs, latencyMs } of ofFirefox) expect([typeof delayMs, latencyMs]).toEqual(['number', undefined]);

  await firefox.user.page.hide?.();
  const visibility = () => firefox.user.page.evaluate(() => document.visibilityState);
  await eventually(async () => (await visibility()) === 'hidden', 'the tab is hidden');
  // The first of them is of a time in which it was seen, too.
  const [last] = (await reported(toFirefox, reportsOf(toFirefox).length + 2)).slice(-1);
  // A hidden tab shows one picture a second at most.
  expect(last?.fps).toBeGreaterThan(2);
  expect(last).not.toHaveProperty('freezeMs');
});
