import { setTimeout as pause } from 'node:timers/promises';
import {
  FakeMediaPlane,
  type LaunchedServer,
  launchChromium,
  launchServer,
  SeatedCrowd,
  type TestBrowser,
  type TestPage,
} from '@freshet/testkit';
import { type ConsoleFigures, printConsole } from './report/console-report.ts';
import { rounded } from './report/figures.ts';

const ROOMS = 1000;
const HALL = { roomID: 'hall', streamID: 'hall-stream', members: 10_000 } as const;
const LOADS = 5;
const SCROLL_SECONDS = 6;
const WATCH_SECONDS = 10;
/** A wheel that is spun: 150 rows a second. */
const NOTCH = { pixels: 240, everyMs: 33 } as const;
const OWNER = { name: 'bench', password: 'a password for one run' } as const;

/** What the bench calls the console's live views, and where they are. */
const views = (appID: number): Readonly<Record<'rooms' | 'room' | 'stream' | 'overview', string>> => ({
  rooms: '/console/rooms',
  room: `/console/rooms/room?${new URLSearchParams({ appID: String(appID), roomID: HALL.roomID })}`,
  stream: `/console/rooms/stream?${new URLSearchParams({ appID: String(appID), roomID: HALL.roomID, streamID: HALL.streamID })}`,
  overview: '/console',
});

/** The console over 1,000 rooms, one of them with 10,000 users, in a browser beside a server without media. */
async function measureConsole(args: readonly string[]): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const own = <T extends { close(): unknown }>(part: T): T => {
    opened.defer(async () => {
      await part.close();
    });
    return part;
  };
  const server = own(await launchServer({ media: new FakeMediaPlane() }));
  own(await SeatedCrowd.seat({ server, hall: HALL, rooms: ROOMS - 1 }));
  const browser = own(await launchChromium());
  await makeOwner(browser, server);
  const paths = views(server.demo.appID);
  const loads = [];
  for (let load = 0; load < LOADS; load++) loads.push(await timeOfLoad(browser, server, paths.rooms));
  const page = await signedIn(browser, server);
  const lists = [];
  const still = await page.evaluate(countFrames, SCROLL_SECONDS);
  for (const name of ['rooms', 'room', 'stream'] as const) {
    lists.push({ name, ...(await scrollList(page, server.origin + paths[name])) });
  }
  await page.close();
  const shares = await sharesOf(browser, server, paths);
  printConsole(figuresOf(loads, rounded(still / SCROLL_SECONDS), lists, shares), args);
}

type ListFigures = { readonly name: string; readonly fps: number };
type Share = { readonly name: string; readonly share: number };

function figuresOf(
  loads: readonly number[],
  stillFps: number,
  lists: readonly ListFigures[],
  shares: readonly Share[],
): ConsoleFigures {
  const median = loads.toSorted((a, b) => a - b)[Math.floor(loads.length / 2)] ?? Number.NaN;
  return {
    interactiveMs: Math.round(median),
    listFps: Math.min(...lists.map(({ fps }) => fps)),
    serverCpuShare: Math.max(0, ...shares.map(({ share }) => share)),
    parts: [
      { name: 'each load, ms', text: loads.map((load) => Math.round(load)).join(' ') },
      { name: 'an empty page, for comparison', text: `${stillFps} fps` },
      ...lists.map(({ name, fps }) => ({ name: `list of ${name}`, text: `${fps} fps` })),
      ...shares.map(({ name, share }) => ({ name: `server with ${name} open`, text: `${(share * 100).toFixed(1)} %` })),
    ],
  };
}

/** A page of the server's origin that has loaded nothing of the console. */
const blank = (browser: TestBrowser, server: LaunchedServer): Promise<TestPage> =>
  browser.newPage(`${server.origin}/healthz`);

async function makeOwner(browser: TestBrowser, server: LaunchedServer): Promise<void> {
  const secret = new URLSearchParams(server.consolePath().split('#')[1]).get('setup');
  const page = await blank(browser, server);
  await call(page, 'setUp', { ...OWNER, secret });
  await page.close();
}

async function signedIn(browser: TestBrowser, server: LaunchedServer): Promise<TestPage> {
  const page = await blank(browser, server);
  await call(page, 'signIn', OWNER);
  return page;
}

async function call(page: TestPage, endpoint: string, body: object): Promise<void> {
  const refused = await page.evaluate(
    async ({ path, text }) => {
      const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
      return answer.ok ? undefined : answer.text();
    },
    { path: `/console/api/${endpoint}`, text: JSON.stringify(body) },
  );
  if (refused !== undefined) throw new Error(`${endpoint} was refused: ${refused}`);
}

/** Milliseconds from the navigation until rooms are listed and a frame with them has been drawn. */
async function timeOfLoad(browser: TestBrowser, server: LaunchedServer, path: string): Promise<number> {
  const page = await signedIn(browser, server);
  await page.goto(server.origin + path);
  await listDrawn(page);
  const time = await page.evaluate(() => performance.now());
  await page.close();
  return time;
}

async function listDrawn(page: TestPage): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (document.querySelector('.virtual-row .row-link, .virtual-row b'))
            requestAnimationFrame(() => setTimeout(resolve));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

async function scrollList(page: TestPage, address: string): Promise<Omit<ListFigures, 'name'>> {
  const { devtools } = page;
  if (!devtools) throw new Error('only Chromium turns a wheel');
  await page.goto(address);
  await listDrawn(page);
  await page.evaluate(() => document.querySelector('.virtual')?.scrollIntoView({ block: 'center' }));
  let isOver = false;
  const frames = page.evaluate(countFrames, SCROLL_SECONDS).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await devtools.turnWheel('.virtual', NOTCH.pixels);
    await pause(NOTCH.everyMs);
  }
  return { fps: rounded((await frames) / SCROLL_SECONDS) };
}

/** Runs in the page: how many frames it draws in so many seconds. */
function countFrames(length: number): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now();
    let count = 0;
    const frame = (now: number): void => {
      count += 1;
      if (now - start < length * 1000) requestAnimationFrame(frame);
      else resolve(count);
    };
    requestAnimationFrame(frame);
  });
}

/** What each view costs the server while it is open: its CPU then, less what it uses before and after with none open. */
async function sharesOf(
  browser: TestBrowser,
  server: LaunchedServer,
  paths: ReturnType<typeof views>,
): Promise<readonly Share[]> {
  const shares: Share[] = [];
  let before = await cpuShare();
  for (const [name, path] of Object.entries(paths)) {
    const page = await signedIn(browser, server);
    await page.goto(server.origin + path);
    const open = await cpuShare();
    await page.close();
    const after = await cpuShare();
    shares.push({ name, share: Math.round((open - (before + after) / 2) * 10_000) / 10_000 });
    before = after;
  }
  return shares;
}

/** The CPU that the server's thread uses over some seconds: 1 is a whole core. Threads that collect garbage are left out. */
async function cpuShare(): Promise<number> {
  const [from, start] = [process.threadCpuUsage(), performance.now()];
  await pause(WATCH_SECONDS * 1000);
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1000 / (performance.now() - start);
}

await measureConsole(process.argv.slice(2));
