import { eventually, issuePass, PageHost, type TestBrowser } from '@freshet/testkit';
import type { Holdings } from './holdings.ts';
import { keepAccount, liveOnce, type PageLeft } from './page-cycle.ts';
import { SoakServer } from './soak-server.ts';

const ROOM = 'soak';
const MEGABYTE = 1024 * 1024;

/** The memory of both ends after so many cycles, and what was left by those who are gone. */
export type Measure = {
  readonly cycle: number;
  /** Bytes. */
  readonly page: number;
  readonly server: Holdings;
};

/** What a soak came to. */
export type SoakReport = {
  readonly first: Measure;
  readonly middle: Measure;
  readonly last: Measure;
  /** Devices and connections that the page still held, over all cycles. */
  readonly pageLeft: PageLeft;
};

/** Lives through so many lives of an engine, in one page on one server. */
export async function soak(browser: TestBrowser, cycles: number): Promise<SoakReport> {
  await using opened = new AsyncDisposableStack();
  const own = <T extends { close(): Promise<void> }>(part: T): T => opened.adopt(part, (each) => each.close());
  const server = own(await SoakServer.start());
  const pages = own(await PageHost.open());
  const page = own(await browser.newPage(pages.page(`${server.issuer.origin}/sdk/freshet.js`)));
  await keepAccount(page);
  const measured = new Map<number, Measure>();
  // What is loaded and compiled once is there by the first measure.
  const marks = { first: Math.ceil(cycles / 10), middle: Math.ceil(cycles / 2), last: cycles };
  let pageLeft: PageLeft = { devices: 0, connections: 0 };
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const pass = await issuePass(server.issuer, { roomID: ROOM, userID: `user-${cycle}` });
    const { devices, connections } = await liveOnce(page, pass, `stream-${cycle}`);
    pageLeft = { devices: pageLeft.devices + devices, connections: pageLeft.connections + connections };
    if (!Object.values(marks).includes(cycle)) continue;
    const heap = (await page.devtools?.heapInUse()) ?? Number.NaN;
    measured.set(cycle, { cycle, page: heap, server: await atRest(server) });
  }
  const at = (cycle: number): Measure => {
    const found = measured.get(cycle);
    if (!found) throw new Error(`nothing was measured after cycle ${cycle}`);
    return found;
  };
  return { first: at(marks.first), middle: at(marks.middle), last: at(marks.last), pageLeft };
}

/** What is left on the server and in the page; empty where nothing is. */
export function leftovers({ first, middle, last, pageLeft }: SoakReport): readonly string[] {
  const named = [first, middle, last].flatMap(({ cycle, server }) =>
    Object.entries(server.left).map(([what, count]) => ({ what: `${what} after ${cycle} cycles`, count })),
  );
  const inPage = Object.entries(pageLeft).map(([what, count]) => ({ what: `${what} of the page`, count }));
  return [...named, ...inPage].filter(({ count }) => count > 0).map(({ what, count }) => `${what}: ${count}`);
}

/** The memory as a table for people, in megabytes. */
export function memoryTable({ first, middle, last }: SoakReport): string {
  const measures = [first, middle, last];
  const line = (name: string, cell: (measure: Measure) => string | number): string =>
    name.padEnd(28) + measures.map((measure) => String(cell(measure)).padStart(10)).join('');
  const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1);
  return [
    line('after cycles', ({ cycle }) => cycle),
    line('page, JavaScript heap, MB', ({ page }) => megabytes(page)),
    line('server, JavaScript heap, MB', ({ server }) => megabytes(server.heap)),
    line('server, resident, MB', ({ server }) => megabytes(server.resident)),
    line('media worker, resident, MB', ({ server }) => megabytes(server.workers)),
  ].join('\n');
}

/** What the server holds once everything that is ending has ended. */
async function atRest(server: SoakServer): Promise<Holdings> {
  const isEmpty = ({ left }: Holdings): boolean => Object.values(left).every((count) => count === 0);
  await eventually(async () => isEmpty(await server.look()), 'an empty server').catch(() => undefined);
  return server.look();
}
