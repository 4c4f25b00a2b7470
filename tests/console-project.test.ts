import {
  CallbackReceiver,
  eventually,
  FakeMediaPlane,
  type LaunchedServer,
  launchServer,
  type TestPage,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from './support/desk.ts';
import { byTestID, complaints, counts, fill, says } from './support/sight.ts';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
const PUBLIC = 'https://live.example';
const LOOKER = { name: 'lou', password: 'moonlight-by-the-lake' } as const;

let server: LaunchedServer;
let desk: Desk;
beforeAll(async () => {
  const env = { FRESHET_PUBLIC_ORIGIN: PUBLIC, FRESHET_CALLBACK_PRIVATE: '127.0.0.1' };
  server = await launchServer({ media: new FakeMediaPlane(), env });
  desk = await Desk.setUp(stage, server, { name: 'ann', password: 'sunflower-by-the-river' });
});
afterAll(() => server?.close());

const open = (tab: string, clerk = desk.owner): Promise<TestPage> =>
  desk.open(`/projects/${server.demo.appID}/${tab}`, {}, clerk);
const switches = async () => (await server.projects.get(server.demo.appID))?.switches;

test('what is ready to paste names where users open the server, wherever the console is open', async () => {
  const page = await open('overview');
  await says(page, `server: '${PUBLIC}'`);
  await says(page, `<script src="${PUBLIC}/sdk/freshet.js">`);
  await counts(page, `a[href^="${PUBLIC}/debug?"][href$="${encodeURIComponent(PUBLIC)}"]`, 1);
  await page.goto(`${server.origin}/console/projects/${server.demo.appID}/tokens`);
  await page.click('role=button[name="API key"]');
  await says(page, `curl '${PUBLIC}/api/v1/`);
  await fill(page, byTestID('mint-user'), 'user1');
  await page.click(byTestID('mint'));
  await counts(page, `a[href^="${PUBLIC}/debug#"]`, 1);
  await page.goto(`${server.origin}/console/operators`);
  await page.click('role=button[name="Invite an operator"]');
  await fill(page, byTestID('operator-name'), 'bob');
  await page.click(byTestID('confirm'));
  await says(page, `${PUBLIC}/console#`);
  expect(await page.evaluate(() => document.body.innerText)).not.toContain(server.origin);
  expect(complaints(page)).toEqual([]);
});

test('where tokens need privileges, the snippets write them', async () => {
  const page = await open('tokens');
  await says(page, "payload: ''");
  await server.projects.update(server.demo.appID, { switches: { privilegeTokens: true } });
  await page.goto(`${server.origin}/console/projects/${server.demo.appID}/tokens`);
  await says(page, 'privilege: { 1: 1, 2: 1 }');
  await server.projects.update(server.demo.appID, { switches: { privilegeTokens: false } });
});

test('a switch that is turned on an old page takes back none that somebody else has turned', async () => {
  const page = await open('services');
  await counts(page, byTestID('switch-cdn'), 1);
  await server.projects.update(server.demo.appID, { switches: { kickOnExpiry: true } });
  await page.click(byTestID('switch-cdn'));
  await eventually(async () => (await switches())?.cdn === true, 'CDN is on');
  expect(await switches()).toMatchObject({ kickOnExpiry: true });
  expect(complaints(page)).toEqual([]);
});

test('a secret is replaced with an overlap, which has to end before it is replaced again', async () => {
  const page = await open('secrets');
  await page.click(byTestID('replace-callbackSecret'));
  await says(page, 'During the overlap, callbacks are still signed with the old one');
  await page.click(byTestID('confirm'));
  await says(page, 'Callbacks are signed with the one before until');
  const rotated = await server.projects.get(server.demo.appID);
  expect(rotated?.formerCallbackSecret?.until).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  // Where nobody has looked at the secrets, the page does not know of the overlap before the server says so.
  await page.goto(`${server.origin}/console/projects/${server.demo.appID}/secrets`);
  await page.click(byTestID('replace-callbackSecret'));
  await page.click(byTestID('confirm'));
  await says(page, 'End the overlap of the CallbackSecret?');
  await page.click(byTestID('confirm'));
  await says(page, 'The CallbackSecret before this one counts no longer');
  const ended = await server.projects.get(server.demo.appID);
  expect(ended?.callbackSecret).toBe(rotated?.callbackSecret);
  expect(ended?.formerCallbackSecret).toBeUndefined();
  expect(complaints(page)).toEqual([]);
});

test('all callbacks that have failed are sent again by one button, which a viewer does not have', async () => {
  const receiver = await CallbackReceiver.start();
  const { appID } = server.demo;
  const nowhere = { callbackURLs: { room_login: 'http://127.0.0.1:1/' } };
  await server.projects.update(appID, { switches: { callbacks: true }, ...nowhere });
  const { client } = await wireLogin(server, { roomID: stage.fresh('room'), userID: stage.fresh('ann') });
  // What waits for an event that is told nowhere any more fails.
  await server.projects.update(appID, { callbackURLs: { room_login: undefined } });
  await server.projects.update(appID, { callbackURLs: { room_login: `${receiver.origin}/hook?key=hidden` } });
  await desk.admit(LOOKER, 'viewer');
  const looking = await open('callbacks', LOOKER);
  await says(looking, 'Failed');
  await counts(looking, byTestID('replay-failed'), 0);
  const shown = await looking.evaluate(
    (selector) => document.querySelector<HTMLInputElement>(selector)?.value,
    byTestID('callback-room_login'),
  );
  expect(shown).toBe(`${receiver.origin}/hook?…`);
  const page = await open('callbacks');
  await page.click(byTestID('replay-failed'));
  await page.click(byTestID('confirm'));
  await says(page, '1 delivery is sent again');
  await eventually(() => receiver.received.length === 1, 'it has arrived');
  client.close();
  await receiver.close();
  expect(complaints(page)).toEqual([]);
});
