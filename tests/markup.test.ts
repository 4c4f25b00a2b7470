import {
  eventually,
  type Issuer,
  type LaunchedServer,
  launchServer,
  type TestPage,
  type TestUser,
} from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { Desk } from './support/desk.ts';
import { byTestID, complaints, fill, says } from './support/sight.ts';
import { Stage } from './support/stage.ts';

const stage = Stage.use();

// Each would run where a page took it for markup, or for an address to follow.
const IMAGE = '<img src=x onerror=window.hacked=1>';
const SCRIPT = '"><script>window.hacked=1</script>';
const LINK = 'javascript:window.hacked=1';
// IDs take no space, no quotes and, but for a roomID, no slash.
const ROOM = '<svg/onload=window.hacked=1>';
const HOST = '<script>window.hacked=1';
const VIEWER = '<svg><script>window.hacked=1';
const GUEST = '<a><script>window.hacked=1';
const STREAM = 'stream';

const Made = z.object({ appID: z.number() });
const Secrets = z.object({ serverSecret: z.string() });

let server: LaunchedServer;
let desk: Desk;
let issuer: Issuer;
beforeAll(async () => {
  server = await launchServer({ env: { FRESHET_WORKERS: '1' } });
  desk = await Desk.setUp(stage, server, { name: SCRIPT, password: 'sunflower-by-the-river' });
  const page = await desk.open('/');
  const { appID } = Made.parse((await desk.ask(page, 'createProject', { name: IMAGE })).body);
  const { serverSecret } = Secrets.parse((await desk.ask(page, 'secrets', { appID })).body);
  issuer = { origin: server.origin, appID, serverSecret };
});
afterAll(() => server?.close());

const inRoom = (): Readonly<Record<string, string>> => ({ appID: String(issuer.appID), roomID: ROOM });

/** A user who is in the room under a name. */
async function enter(userID: string, userName: string): Promise<TestUser> {
  const pass = await stage.pass({ roomID: ROOM, userID }, issuer);
  const user = await stage.arrive('chromium', pass);
  expect(await user.login({ ...pass, user: { userID, userName } })).toMatchObject({ errorCode: 0 });
  return user;
}

/** The debug page, in the room as a user. */
async function enterByDebugPage(userID: string): Promise<TestPage> {
  const { appID, server: origin, roomID, token } = await stage.pass({ roomID: ROOM, userID }, issuer);
  const address = new URL('/debug', server.origin);
  const fields = { appid: String(appID), server: origin, roomid: roomID, userid: userID, token, streamid: 'own' };
  address.hash = new URLSearchParams(fields).toString();
  const page = await stage.open('chromium', address.href);
  await page.click(byTestID('log-in'));
  await says(page, 'In the room');
  return page;
}

/** Every hostile text that a client can say. */
async function sayAll(user: TestUser): Promise<void> {
  const texts = { roomID: ROOM, IMAGE, SCRIPT, LINK };
  const answers = await user.page.evaluate(async ({ roomID, IMAGE, SCRIPT, LINK }) => {
    const { engine } = window;
    return [
      await engine.setStreamExtraInfo(SCRIPT),
      await engine.setRoomExtraInfo(roomID, '<i>k</i>', IMAGE),
      await engine.sendBroadcastMessage(roomID, IMAGE),
      await engine.sendBarrageMessage(roomID, SCRIPT),
      await engine.sendCustomCommand(roomID, LINK),
    ];
  }, texts);
  for (const answer of answers) expect(answer).toMatchObject({ errorCode: 0 });
}

/** Resolves once an event on the debug page has a text in its arguments, which stand there as JSON. */
async function logs(page: TestPage, name: string, text: string): Promise<void> {
  const wanted = { name, text: JSON.stringify(text).slice(1, -1) };
  const find = ({ name, text }: typeof wanted): boolean =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="log"] li')].some(
      ({ innerText }) => innerText.includes(name) && innerText.includes(text),
    );
  await eventually(() => page.evaluate(find, wanted), `${name} with ${text}`);
}

/** Resolves once a text is among what was said on the debug page. */
async function tells(page: TestPage, text: string): Promise<void> {
  const find = (text: string): boolean | undefined =>
    document.querySelector<HTMLElement>('[data-testid="talk"]')?.innerText.includes(text);
  await eventually(() => page.evaluate(find, text), `${text} among what was said`);
}

/** What of a page's elements came from a hostile text, and what such a text has done. */
function harmIn(page: TestPage): Promise<readonly string[]> {
  return page.evaluate(() => {
    const follows = ['href', 'src', 'action', 'formaction', 'xlink:href'];
    const isHostile = (element: Element): boolean =>
      (element.localName === 'script' && element.textContent.includes('hacked')) ||
      [...element.attributes].some(
        ({ name, value }) =>
          (name.startsWith('on') && value.includes('hacked')) ||
          (follows.includes(name) && /^\s*javascript:/i.test(value)),
      );
    const elements = [...document.querySelectorAll('*')].filter(isHostile).map(({ outerHTML }) => outerHTML);
    return 'hacked' in window ? ['a hostile text ran', ...elements] : elements;
  });
}

async function expectNoHarm(page: TestPage): Promise<void> {
  expect(await harmIn(page)).toEqual([]);
  expect(complaints(page)).toEqual([]);
}

/** Looks at a page of the console and finds these texts on it, as texts. */
async function look(page: TestPage, path: string, texts: readonly string[]): Promise<void> {
  await page.goto(`${server.origin}/console${path}`);
  for (const text of texts) await says(page, text);
  await expectNoHarm(page);
}

test('the debug page shows what others are called and say as they wrote it', async () => {
  const page = await enterByDebugPage(VIEWER);
  const host = await enter(HOST, IMAGE);
  await host.publish(STREAM, { source: 1 });
  await logs(page, 'onRoomUserUpdate', IMAGE);
  await logs(page, 'onRoomUserUpdate', HOST);
  // What is said of a stream before the room hears of it comes with it, and not by an event of its own.
  await logs(page, 'onRoomStreamUpdate', HOST);
  await sayAll(host);

  await logs(page, 'onRoomStreamExtraInfoUpdate', SCRIPT);
  await logs(page, 'onRoomExtraInfoUpdate', IMAGE);
  await logs(page, 'onIMRecvBroadcastMessage', IMAGE);
  await logs(page, 'onIMRecvBarrageMessage', SCRIPT);
  await logs(page, 'onIMRecvCustomCommand', LINK);
  for (const text of [HOST, IMAGE, SCRIPT, LINK]) await tells(page, text);
  await says(page, `by ${HOST}`);
  await expectNoHarm(page);

  const clerk = await desk.open('/');
  const kick = { appID: issuer.appID, roomID: ROOM, userIDs: [VIEWER], reason: SCRIPT };
  expect(await desk.ask(clerk, 'kick', kick)).toMatchObject({ status: 200 });
  await logs(page, 'onRoomStateChanged', SCRIPT);
  await says(page, '1002055');
  await expectNoHarm(page);
});

test('the console shows rooms, users and streams by the names they have, and asks about them by these', async () => {
  const host = await enter(HOST, IMAGE);
  await host.publish(STREAM, { source: 1 });
  const viewer = await enter(VIEWER, SCRIPT);
  await viewer.play(STREAM);
  await viewer.callback({ name: 'onPlayerStateUpdate', args: [STREAM, 2] });
  await sayAll(host);

  const page = await desk.open('/');
  await look(page, '/', [SCRIPT]);
  await look(page, '/rooms', [ROOM, IMAGE]);
  await page.click('.virtual-row .row-link');
  for (const text of [ROOM, HOST, IMAGE, VIEWER, SCRIPT]) await says(page, text);
  await expectNoHarm(page);
  await look(page, `/rooms/stream?${new URLSearchParams({ ...inRoom(), streamID: STREAM, userID: VIEWER })}`, [
    ROOM,
    HOST,
    `What ${VIEWER} gets`,
  ]);

  await look(page, `/rooms/room?${new URLSearchParams(inRoom())}`, [HOST]);
  await page.click(byTestID('message'));
  await says(page, `Message to ${ROOM}`);
  await fill(page, 'dialog textarea', IMAGE);
  await page.click(byTestID('confirm'));
  await viewer.callback({ name: 'onIMRecvBroadcastMessage', args: [ROOM], after: 1 });
  await page.click(byTestID(`forbid-${VIEWER}`));
  await says(page, `Forbid ${VIEWER}`);
  await expectNoHarm(page);
  await page.click(byTestID('confirm'));
  await says(page, `The rule is set: ${VIEWER} in this room`);
  await page.click(byTestID(`kick-${HOST}`));
  await says(page, `Kick ${HOST}?`);
  await fill(page, 'dialog input', IMAGE);
  await page.click(byTestID('confirm'));
  await says(page, `${HOST} was sent away`);
  await expectNoHarm(page);
});

test('the console keeps in its log, its projects and its rules what clients and operators have written', async () => {
  await enter(GUEST, SCRIPT);
  const page = await desk.open('/');
  const { appID } = issuer;
  const at = { appID, roomID: ROOM };
  const changes: readonly (readonly [string, object])[] = [
    ['sendMessage', { ...at, message: IMAGE }],
    ['kick', { ...at, userIDs: [GUEST], reason: SCRIPT }],
    ['forbidUser', { ...at, userID: HOST, login: true, publish: true, seconds: 60 }],
    ['inviteOperator', { name: LINK, role: 'viewer' }],
    ['createApiKey', { appID, name: SCRIPT }],
  ];
  for (const [endpoint, body] of changes) {
    expect([endpoint, (await desk.ask(page, endpoint, body)).status]).toEqual([endpoint, 200]);
  }
  await look(page, '/audit', [ROOM, LINK, `message: ${IMAGE}`, `reason: ${SCRIPT}`, `userIDs: ${GUEST}`]);
  await look(page, '/projects', [IMAGE]);
  await look(page, `/projects/${appID}`, [IMAGE]);
  await look(page, `/projects/${appID}/secrets`, [SCRIPT]);
  await look(page, `/projects/${appID}/rules`, [`${HOST} in ${ROOM}`]);
  await look(page, '/operators', [SCRIPT, LINK]);
  await look(page, '/account', [SCRIPT]);
});

test('an address that runs a script is refused as a callback and as an origin', async () => {
  const page = await desk.open('/');
  const { appID } = issuer;
  for (const change of [{ callbackURLs: { room_create: LINK } }, { origins: [LINK] }]) {
    const answer = await desk.ask(page, 'updateProject', { appID, ...change });
    expect(answer).toMatchObject({ status: 400, body: { reason: 'invalid' } });
  }
});

test.each([
  ['console', '/console'],
  ['debug page', '/debug'],
])('a text that became markup on the %s would not go unnoticed', async (_, path) => {
  const page = await stage.open('chromium', `${server.origin}${path}`);
  await expectNoHarm(page);
  await page.evaluate((text) => document.body.insertAdjacentHTML('beforeend', text), IMAGE);
  expect(await harmIn(page)).toContain('<img src="x" onerror="window.hacked=1">');
  const notice = async () => complaints(page).length > 0 || (await harmIn(page)).includes('a hostile text ran');
  await eventually(notice, 'it is refused, or runs');
});
