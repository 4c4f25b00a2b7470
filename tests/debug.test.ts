import { defaultSwitches } from '@freshet/core';
import { eventually, type Issuer, launchServer, type Pass, type TestPage, watchVideo } from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
const byTestID = (id: string): string => `[data-testid="${id}"]`;
const FAULT = byTestID('fault');

/** The debug page of the shared server, filled in with a pass. */
function openDebug({ appID, server, roomID, user, token }: Pass, streamID = stage.fresh('stream')): Promise<TestPage> {
  const address = new URL('/debug', stage.issuer.origin);
  const values = { appid: String(appID), server, roomid: roomID, userid: user.userID, token, streamid: streamID };
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  return stage.open('chromium', address.href);
}

async function logIn(page: TestPage): Promise<void> {
  await page.click(byTestID('log-in'));
  await shows(page, '[data-screen="in-room"]');
}

/** Resolves with the words of an element once it is there. */
function shows(page: TestPage, selector: string): Promise<string> {
  return eventually(
    () =>
      page.evaluate((selector) => {
        const found = document.querySelector(selector);
        if (!found)
          throw new Error([...document.querySelectorAll('.fault, [data-screen]')].map((e) => e.outerHTML).join());
        return found.textContent || ' ';
      }, selector),
    `${selector} on the page`,
  );
}

/** Resolves once the words of an element are so: what is measured comes by and by. */
async function reads(page: TestPage, selector: string, words: RegExp): Promise<void> {
  await expect.poll(() => shows(page, selector)).toMatch(words);
}

const tile = (streamID: string, state: string): string => `${byTestID(`tile-${streamID}`)}[data-state="${state}"]`;

/** Fills in a field, or chooses from a list, as the page's own library hears it. */
async function fill(page: TestPage, id: string, value: string): Promise<void> {
  await page.evaluate(
    ({ selector, value }) => {
      const field = document.querySelector(selector);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) throw new Error('no such field');
      const { prototype } = field instanceof HTMLInputElement ? HTMLInputElement : HTMLSelectElement;
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { selector: byTestID(id), value },
  );
}

const chooseMode = (page: TestPage, mode: string): Promise<void> => fill(page, 'field-mode', mode);

const aPass = (wishes: Partial<Parameters<typeof stage.pass>[0]> = {}, issuer?: Issuer): Promise<Pass> =>
  stage.pass({ roomID: stage.fresh('room'), userID: stage.fresh('user'), ...wishes }, issuer);

test('one page publishes, another one plays it, and loses it when it stops', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const host = await openDebug(await aPass({ roomID }), streamID);
  await logIn(host);
  const viewer = await openDebug(await aPass({ roomID }));
  await logIn(viewer);
  await host.click(byTestID('start-publishing'));
  await shows(host, `${byTestID('preview')}[data-state="publishing"]`);
  await shows(viewer, tile(streamID, 'playing'));
  const { frames } = await watchVideo(viewer, byTestID(`tile-${streamID}`), 1);
  expect(frames.length).toBeGreaterThan(0);
  await reads(viewer, `${byTestID(`tile-${streamID}`)} [data-measure="round-trip"]`, /ms/);
  expect(await shows(viewer, byTestID('log'))).toContain('onPlayerStateUpdate');
  await host.click(byTestID('stop-publishing'));
  await eventually(
    () => viewer.evaluate((gone) => document.querySelector(gone) === null, byTestID(`tile-${streamID}`)),
    'the tile is gone',
  );
  await viewer.click(byTestID('log-out'));
  await shows(viewer, '[data-screen="out"]');
});

test('the connections are on the page, and can be copied whole, without the token', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const pass = await aPass({ roomID });
  const host = await openDebug(pass, streamID);
  await logIn(host);
  const viewer = await openDebug(await aPass({ roomID }));
  await logIn(viewer);
  await host.click(byTestID('start-publishing'));
  const sending = byTestID(`connection-publish-${streamID}`);
  await reads(host, `${sending} [data-measure="protocol"] dd`, /^(UDP|TCP)$/);
  await reads(host, `${sending} [data-measure="remote"] dd`, /^host (udp|tcp) .+:\d+$/);
  await reads(host, `${sending} [data-measure=" video"] dd`, /VP8 · \d+×\d+@\d+/);
  const played = `${byTestID('connection-receive')} [data-measure="${streamID} video"]`;
  await reads(viewer, played, /VP8/);
  await reads(host, `${byTestID('connection-receive')} [data-measure="protocol"] dd`, /^(UDP|TCP)$/);
  await host.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await host.click(byTestID('copy-connections'));
  const copied = await eventually(
    () =>
      host.evaluate(() => {
        const field = document.querySelector('.connections textarea');
        if (!(field instanceof HTMLTextAreaElement)) throw new Error('nothing to copy');
        return field.value;
      }),
    'the report to copy',
  );
  expect(JSON.parse(copied)).toMatchObject({
    roomID,
    receiving: { state: 'connected', selectedPair: {} },
    publishes: [{ streamID, transport: { state: 'connected', selectedPair: { rtt: expect.any(Number) } } }],
  });
  expect(copied).not.toContain(pass.token);
});

test('what one page says, the other one shows; one that is too long is explained', async () => {
  const roomID = stage.fresh('room');
  const [one, other] = [await openDebug(await aPass({ roomID })), await openDebug(await aPass({ roomID }))];
  for (const page of [one, other]) await logIn(page);
  await fill(one, 'say-text', 'to all of you');
  await one.click(byTestID('say'));
  expect(await shows(other, `${byTestID('talk')} [data-kind="broadcast"]`)).toContain('to all of you');
  expect(await shows(other, byTestID('log'))).toContain('onIMRecvBroadcastMessage');
  await fill(one, 'say-kind', 'command');
  await fill(one, 'say-text', 'all hands');
  await one.click(byTestID('say'));
  expect(await shows(other, `${byTestID('talk')} [data-kind="command"]`)).toContain('all hands');
  await fill(one, 'say-text', 'x'.repeat(1025));
  await one.click(byTestID('say'));
  expect(await shows(one, `${byTestID('talk')} ${FAULT}[data-code="1009002"]`)).toMatch(/at most 1024 bytes/);
});

test('the token leaves the address and is kept nowhere; the other fields are there after a reload', async () => {
  const pass = await aPass();
  const page = await openDebug(pass);
  await logIn(page);
  expect(await shows(page, byTestID('log'))).not.toContain(pass.token);
  const kept = await page.evaluate(() => `${location.href} ${JSON.stringify({ ...localStorage, ...sessionStorage })}`);
  expect(kept).not.toContain(encodeURIComponent(pass.token));
  expect(kept).not.toContain(pass.token);
  await page.goto(new URL('/debug', stage.issuer.origin).href);
  const values = await page.evaluate(() =>
    ['roomID', 'userID', 'token'].map((name) => {
      const field = document.querySelector(`[data-testid="field-${name}"]`);
      return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : undefined;
    }),
  );
  expect(values).toEqual([pass.roomID, pass.user.userID, '']);
});

describe('a login that fails is explained', () => {
  const otherApp = { ...stage.issuer, appID: stage.issuer.appID === 1 ? 2 : stage.issuer.appID - 1 };
  test.each<[string, number, RegExp, () => Promise<Pass>]>([
    ['without a token', 1002067, /There is no token/, async () => ({ ...(await aPass()), token: '' })],
    ['with an expired token', 1002078, /has expired/, () => aPass({ expired: true })],
    [
      'with a token of another user',
      1002077,
      /another user/,
      async () => ({ ...(await aPass()), user: (await aPass()).user }),
    ],
    [
      'with a token of another project',
      1002076,
      /another project/,
      async () => ({ ...(await aPass({}, otherApp)), appID: stage.issuer.appID }),
    ],
    [
      'with a token for another room',
      1002033,
      /does not open this room/,
      async () => ({ ...(await aPass({ privileges: { login: true, publish: true } })), roomID: stage.fresh('room') }),
    ],
    [
      'with an AppID that is no number',
      1001000,
      /whole number/,
      async () => ({ ...(await aPass()), appID: Number.NaN }),
    ],
  ])('%s: %d', async (_, code, hint, makePass) => {
    const page = await openDebug(await makePass());
    await page.click(byTestID('log-in'));
    const words = await shows(page, `${FAULT}[data-code="${code}"]`);
    expect(words).toMatch(hint);
    expect(words).toContain(`(${code})`);
    await shows(page, '[data-screen="out"]');
  });
});

test('a server that does not answer is explained while the SDK tries again, and the login can be given up', async () => {
  // Browsers connect to no service on this port.
  const page = await openDebug({ ...(await aPass()), server: 'http://localhost:9' });
  await page.click(byTestID('log-in'));
  expect(await shows(page, `[data-screen="entering"] ${FAULT}[data-code="1002030"]`)).toMatch(/does not answer/);
  await page.click(byTestID('log-out'));
  await shows(page, '[data-screen="out"]');
});

test('a publish that the token does not allow is explained', async () => {
  const page = await openDebug(await aPass({ privileges: { login: true, publish: false } }));
  await logIn(page);
  await page.click(byTestID('start-publishing'));
  expect(await shows(page, `${FAULT}[data-code="1003072"]`)).toMatch(/publish privilege/);
});

describe('on another server, in a project without L3', () => {
  let server: Awaited<ReturnType<typeof launchServer>>;
  beforeAll(async () => {
    server = await launchServer({ env: { FRESHET_WORKERS: '1' } });
  });
  afterAll(() => server.close());

  test('a play by L3 is refused in plain words, plays by another mode, and by L3 once that is switched on', async () => {
    const { appID, serverSecret } = await server.projects.create('plain', defaultSwitches);
    const issuer = { origin: server.origin, appID, serverSecret };
    const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
    const host = await stage.enter('chromium', roomID, issuer);
    await host.publish(streamID, { source: 5 });
    const page = await openDebug(await aPass({ roomID }, issuer));
    await chooseMode(page, 'l3');
    await logIn(page);
    const words = await shows(page, `${tile(streamID, 'ended')} ${FAULT}[data-code="1004072"]`);
    expect(words).toMatch(/is switched off for this project. Its operator switches it on in the console/);
    await chooseMode(page, 'rtc');
    await shows(page, tile(streamID, 'playing'));
    expect((await watchVideo(page, byTestID(`tile-${streamID}`), 1)).sources).toEqual([5]);
    await chooseMode(page, 'l3');
    await shows(page, `${tile(streamID, 'ended')} ${FAULT}[data-code="1004072"]`);
    await server.projects.update(appID, { switches: { ...defaultSwitches, l3: true } });
    await page.click(byTestID(`again-${streamID}`));
    await shows(page, tile(streamID, 'playing'));
    expect((await watchVideo(page, byTestID(`tile-${streamID}`), 1)).sources).toEqual([5]);
  });
});
