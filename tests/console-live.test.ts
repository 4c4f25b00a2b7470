import {
  eventually,
  FakeMediaPlane,
  type LaunchedServer,
  launchServer,
  SeatedCrowd,
  type TestPage,
} from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
const HALL = { roomID: 'hall-100%25#+', streamID: 'hall-stream', members: 300 } as const;
const OWNER = { name: 'ann', password: 'sunflower-by-the-river' } as const;
const byTestID = (id: string): string => `[data-testid="${id}"]`;

let server: LaunchedServer;
let crowd: SeatedCrowd;
beforeAll(async () => {
  server = await launchServer({ media: new FakeMediaPlane() });
  crowd = await SeatedCrowd.seat({ server, hall: HALL, rooms: 120 });
  const secret = new URLSearchParams(server.consolePath().split('#')[1]).get('setup');
  await call(await blank(), 'setUp', { ...OWNER, secret });
});
afterAll(async () => {
  crowd?.close();
  await server?.close();
});

const blank = (): Promise<TestPage> => stage.open('chromium', `${server.origin}/healthz`);

/** Calls the console from a page of its origin, which gets the session's cookie. */
async function call(page: TestPage, endpoint: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ({ path, text }) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(path, { method: 'POST', headers, body: text })).status;
    },
    { path: `/console/api/${endpoint}`, text: JSON.stringify(body) },
  );
  expect(status).toBe(200);
}

/** A page of the console, signed in. */
async function open(path: string, query: Readonly<Record<string, string>> = {}): Promise<TestPage> {
  const page = await blank();
  await call(page, 'signIn', OWNER);
  await page.goto(`${server.origin}/console${path}?${new URLSearchParams(query)}`);
  return page;
}

const inHall = (): Readonly<Record<string, string>> => ({ appID: String(server.demo.appID), roomID: HALL.roomID });

/** Resolves once the page's words hold a text. */
function says(page: TestPage, text: string | RegExp): Promise<void> {
  return eventually(async () => expect(await page.evaluate(() => document.body.innerText)).toMatch(text), `${text}`);
}

async function rowsOf(page: TestPage): Promise<readonly string[]> {
  return page.evaluate(() => [...document.querySelectorAll('.virtual-row')].map((row) => row.textContent ?? ''));
}

/** What tells that a page broke its content security policy or threw. */
const complaints = ({ log }: TestPage): readonly string[] =>
  log.filter((line) => /^uncaught|content security policy|refused to/i.test(line));

test('rooms are listed by their users, only those that are seen are drawn, and one leads to its page', async () => {
  const page = await open('/rooms');
  await says(page, '121 rooms');
  await eventually(async () => expect((await rowsOf(page))[0]).toContain(HALL.roomID), 'the largest room first');
  expect((await rowsOf(page)).length).toBeLessThan(60);
  await page.click('.virtual-row .row-link');
  await says(page, /300 users/);
  expect(complaints(page)).toEqual([]);
});

test('a user who is kicked in the console is sent away, and leaves the list', async () => {
  const page = await open('/rooms/room', inHall());
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
  const page = await open('/rooms/stream', { ...inHall(), streamID: HALL.streamID });
  await says(page, /299 viewers|298 viewers/);
  const drawn = (): Promise<number> => page.evaluate(() => document.querySelectorAll('.chart canvas').length);
  await eventually(async () => expect(await drawn()).toBe(6), 'six charts');
  await says(page, /\d(\.\d)? Mbps/);
  await page.click('.virtual-row .row-link');
  await eventually(async () => expect(await drawn()).toBe(12), "and six of the viewer's");
  expect(complaints(page)).toEqual([]);
});

test('the overview draws the load and names what was refused', async () => {
  const page = await open('/');
  await says(page, /Freshet \d/);
  await eventually(
    async () => expect(await page.evaluate(() => document.querySelectorAll('.chart canvas').length)).toBe(6),
    'six charts',
  );
  await says(page, 'Nothing was refused');
  expect(complaints(page)).toEqual([]);
});
