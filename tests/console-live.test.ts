import {
  eventually,
  FakeMediaPlane,
  fakeOffer,
  type LaunchedServer,
  launchServer,
  SeatedCrowd,
  type TestPage,
  type WireClient,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Desk } from './support/desk.ts';
import { byTestID, complaints, counts, fill, says } from './support/sight.ts';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
const HALL = { roomID: 'hall-100%25#+', streamID: 'hall-stream', members: 300 } as const;
const LOOKER = { name: 'lou', password: 'moonlight-by-the-lake' } as const;

let server: LaunchedServer;
let crowd: SeatedCrowd;
let desk: Desk;
beforeAll(async () => {
  server = await launchServer({ media: new FakeMediaPlane() });
  crowd = await SeatedCrowd.seat({ server, hall: HALL, rooms: 120 });
  desk = await Desk.setUp(stage, server, { name: 'ann', password: 'sunflower-by-the-river' });
});
afterAll(async () => {
  crowd?.close();
  await server?.close();
});

const inHall = (): Readonly<Record<string, string>> => ({ appID: String(server.demo.appID), roomID: HALL.roomID });

async function rowsOf(page: TestPage): Promise<readonly string[]> {
  return page.evaluate(() => [...document.querySelectorAll('.virtual-row')].map((row) => row.textContent ?? ''));
}

test('rooms are listed by their users, only those that are seen are drawn, and one leads to its page', async () => {
  const page = await desk.open('/rooms');
  await says(page, '121 rooms');
  await eventually(async () => expect((await rowsOf(page))[0]).toContain(HALL.roomID), 'the largest room first');
  expect((await rowsOf(page)).length).toBeLessThan(60);
  await page.click('.virtual-row .row-link');
  await says(page, /300 users/);
  expect(complaints(page)).toEqual([]);
});

test('a user who is kicked in the console is sent away, and leaves the list', async () => {
  const page = await desk.open('/rooms/room', inHall());
  const { control } = server.sessions;
  const [appID, roomID] = [server.demo.appID, HALL.roomID] as Parameters<typeof control.room>;
  const kicked = byTestID('kick-hall-00001');
  await says(page, 'hall-00001');
  await page.click(kicked);
  await page.click(byTestID('confirm'));
  await eventually(
    () => page.evaluate((selector) => document.querySelector(selector) === null, kicked),
    'the row is gone',
  );
  await says(page, /299 users/);
  expect(control.room(appID, roomID)?.userCount).toBe(299);
  expect(complaints(page)).toEqual([]);
});

test("a stream's page draws its quality and lists what each viewer gets", async () => {
  const page = await desk.open('/rooms/stream', { ...inHall(), streamID: HALL.streamID });
  await says(page, /299 viewers|298 viewers/);
  const drawn = (): Promise<number> => page.evaluate(() => document.querySelectorAll('.chart canvas').length);
  await eventually(async () => expect(await drawn()).toBe(7), 'seven charts');
  await says(page, /\d(\.\d)? Mbps/);
  await page.click('.virtual-row .row-link');
  await eventually(async () => expect(await drawn()).toBe(13), "and six of the viewer's");
  expect(complaints(page)).toEqual([]);
});

test('the overview draws the load and names what was refused', async () => {
  const page = await desk.open('/');
  await says(page, /Freshet \d/);
  await eventually(
    async () => expect(await page.evaluate(() => document.querySelectorAll('.chart canvas').length)).toBe(6),
    'six charts',
  );
  await says(page, 'Nothing was refused');
  expect(complaints(page)).toEqual([]);
});

describe('what is done in the console reaches those it is done to', () => {
  const roomOf = (roomID: string) => ({ appID: String(server.demo.appID), roomID });
  const rulesOf = () => `/projects/${server.demo.appID}/rules`;
  const join = async (roomID: string, userID: string): Promise<WireClient> =>
    (await wireLogin(server, { roomID, userID })).client;
  const publish = async (client: WireClient, streamID: string): Promise<void> => {
    await client.request('publish', { streamID, extraInfo: '' });
    await client.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
  };
  const play = async (client: WireClient, streamID: string): Promise<void> => {
    await client.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });
    await client.request('play', { streamID, resourceMode: 0 });
  };

  test('a user who is forbidden is out and stays out, until the rule is lifted', async () => {
    const [roomID, userID] = [stage.fresh('room'), stage.fresh('bob')];
    const bob = await join(roomID, userID);
    const page = await desk.open('/rooms/room', roomOf(roomID));
    await page.click(byTestID(`forbid-${userID}`));
    await page.click(byTestID('confirm'));
    expect(await bob.event('kicked')).toMatchObject({ code: 1002066 });
    await expect(join(roomID, userID)).rejects.toMatchObject({ code: 1002066 });
    await page.goto(`${server.origin}/console${rulesOf()}`);
    await says(page, `${userID} in ${roomID}`);
    await page.click(`tr:has-text("${userID}") ${byTestID('lift')}`);
    await says(page, 'The rule is lifted');
    (await join(roomID, userID)).close();
    expect(complaints(page)).toEqual([]);
  });

  test('a message goes to everyone in the room', async () => {
    const roomID = stage.fresh('room');
    const users = [await join(roomID, stage.fresh('ann')), await join(roomID, stage.fresh('bob'))];
    const page = await desk.open('/rooms/room', roomOf(roomID));
    await page.click(byTestID('message'));
    await fill(page, 'dialog textarea', 'Back in five minutes');
    await page.click(byTestID('confirm'));
    for (const user of users) {
      expect(JSON.stringify(await user.event('broadcastMessage'))).toContain('Back in five minutes');
    }
    await says(page, 'The message was sent');
    expect(complaints(page)).toEqual([]);
  });

  test('a room closes once its ID is typed, with the reason told to its users', async () => {
    const roomID = stage.fresh('room');
    const users = [await join(roomID, stage.fresh('ann')), await join(roomID, stage.fresh('bob'))];
    const page = await desk.open('/rooms/room', roomOf(roomID));
    await page.click(byTestID('close-room'));
    await fill(page, 'dialog input:not([data-testid])', 'over for today');
    await fill(page, byTestID('typed'), roomID.slice(0, -1));
    await counts(page, `${byTestID('confirm')}:disabled`, 1);
    await fill(page, byTestID('typed'), roomID);
    await page.click(byTestID('confirm'));
    for (const user of users) {
      expect(await user.event('kicked')).toEqual({ code: 1002055, reason: 'over for today' });
    }
    await says(page, `${roomID} was closed`);
    expect(complaints(page)).toEqual([]);
  });

  test('a stream that is forbidden ends for all, and can be published once it is allowed again', async () => {
    const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
    const [host, viewer] = [await join(roomID, stage.fresh('host')), await join(roomID, stage.fresh('viewer'))];
    await publish(host, streamID);
    await viewer.event('streams', ({ added }) => added.length === 1);
    await play(viewer, streamID);
    const page = await desk.open('/rooms/stream', { ...roomOf(roomID), streamID });
    await page.click('role=button[name="Forbid stream"]');
    await page.click(byTestID('confirm'));
    expect(await host.event('publishLost')).toEqual({ streamID, code: 1003025 });
    expect(await viewer.event('playLost')).toEqual({ streamID, code: 1004025 });
    await expect(publish(host, streamID)).rejects.toMatchObject({ code: 1003025 });
    await says(page, `${streamID} is forbidden`);
    await page.goto(`${server.origin}/console${rulesOf()}`);
    await page.click(`tr:has-text("${streamID}") ${byTestID('lift')}`);
    await says(page, 'The rule is lifted');
    await publish(host, streamID);
    expect(complaints(page)).toEqual([]);
  });

  test('a stream that a backend has announced is forbidden and allowed again in its room', async () => {
    const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
    await join(roomID, stage.fresh('ann'));
    const { control } = server.sessions;
    const user = { userID: 'backend', userName: 'backend' };
    const wish = [server.demo.appID, roomID, { streamID, user, extraInfo: '' }];
    const [appID, room, stream] = wish as Parameters<typeof control.addStream>;
    expect(await control.addStream(appID, room, stream)).toBe('added');
    const page = await desk.open('/rooms/room', roomOf(roomID));
    await page.click('role=button[name="Forbid stream"]');
    await page.click(byTestID('confirm'));
    await page.click('role=button[name="Allow again"]');
    await says(page, `${streamID} may be published again`);
    expect(control.isForbidden(appID, stream.streamID)).toBe(false);
    expect(complaints(page)).toEqual([]);
  });

  test('a viewer sees all of it, has no button for any of it, and the server refuses it too', async () => {
    const [roomID, userID, streamID] = [stage.fresh('room'), stage.fresh('host'), stage.fresh('stream')];
    const host = await join(roomID, userID);
    await publish(host, streamID);
    await desk.admit(LOOKER, 'viewer');
    const { appID } = server.demo;
    const rule = { appID, userID: stage.fresh('mallory'), login: true, publish: true, seconds: 60 };
    expect(await desk.ask(await desk.open('/'), 'forbidUser', rule)).toMatchObject({ status: 200 });
    const page = await desk.open('/rooms/room', roomOf(roomID), LOOKER);
    await says(page, userID);
    await says(page, streamID);
    await says(page, 'Your role may look.');
    await counts(page, 'main button:not([disabled])', 0);
    await page.click('.table .row-link');
    await says(page, 'Nobody is watching');
    await counts(page, '.page-head button', 0);
    await page.goto(`${server.origin}/console${rulesOf()}`);
    await says(page, rule.userID);
    await counts(page, byTestID('lift'), 0);
    const refused: readonly (readonly [string, object])[] = [
      ['kick', { appID, roomID, userIDs: [userID], reason: '' }],
      ['closeRoom', { appID, roomID, reason: '' }],
      ['forbidStream', { appID, roomID, streamID }],
      ['resumeStream', { appID, streamID }],
      ['forbidUser', { appID, userID, login: true, publish: true, seconds: 60 }],
      ['liftRule', { appID, id: 'any' }],
      ['sendMessage', { appID, roomID, message: 'hello' }],
    ];
    for (const [endpoint, body] of refused) {
      expect([endpoint, await desk.ask(page, endpoint, body)]).toMatchObject([
        endpoint,
        { status: 403, body: { reason: 'notAllowed' } },
      ]);
    }
    expect(host.heard.map(({ event }) => event)).not.toContain('kicked');
    expect(complaints(page)).toEqual([]);
  });
});
