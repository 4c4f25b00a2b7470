import { eventually, type LaunchedServer, launchServer, type TestPage, watchVideo } from '@freshet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
const PASSWORD = 'sunflower-by-the-river';

let server: LaunchedServer;
let setupLink: string;
beforeAll(async () => {
  server = await launchServer({ env: { FRESHET_WORKERS: '1' } });
  setupLink = `${server.origin}${server.consolePath()}`;
});
afterAll(() => server?.close());

const open = (address: string): Promise<TestPage> => stage.open('chromium', new URL(address, server.origin).href);

type Role = 'button' | 'link' | 'switch';

/** Clicks what a user sees under this name; the first words of it will do. */
const click = (page: TestPage, role: Role, name: string): Promise<void> =>
  page.click(`role=${role}[name=/^${RegExp.escape(name).replaceAll('/', '\\/')}/]`);

/** Fills in what is labelled so, once it is there, as the page's own library hears it. */
async function fill(page: TestPage, label: string, value: string): Promise<void> {
  const write = ({ label, value }: { label: string; value: string }): true => {
    const labels = [...document.querySelectorAll('label')];
    const field = labels.find(({ textContent }) => textContent.trim() === label)?.control;
    const kinds = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement];
    const kind = kinds.find((each) => field instanceof each);
    if (!field || !kind) throw new Error(`no field ${label} in: ${document.body.innerText}`);
    const options = field instanceof HTMLSelectElement ? [...field.options] : [];
    const chosen = options.find(({ text }) => text === value)?.value ?? value;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, chosen);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  };
  await eventually(() => page.evaluate(write, { label, value }), `a field ${label}`);
}

/** Resolves with what is entered where the label says so. */
const entered = (page: TestPage, label: string): Promise<string> =>
  page.evaluate((label) => {
    const labels = [...document.querySelectorAll('label')];
    const field = labels.find(({ textContent }) => textContent.trim() === label)?.control;
    return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '';
  }, label);

/** Resolves with the words of an element once they hold these. */
function reads(page: TestPage, words: string, selector = 'body'): Promise<string> {
  const read = (selector: string): string | undefined => document.querySelector<HTMLElement>(selector)?.innerText;
  return eventually(async () => {
    const text = await page.evaluate(read, selector);
    if (!text?.includes(words)) throw new Error(text);
    return text;
  }, `“${words}” to be read`);
}

/** Resolves once the switch that is labelled so stands so. */
async function switchStands(page: TestPage, label: string, wanted: 'on' | 'off'): Promise<void> {
  const stands = (label: string): string | undefined => {
    const switches = [...document.querySelectorAll<HTMLInputElement>('[role="switch"]')];
    const found = switches.find(({ labels }) => labels?.[0]?.innerText.startsWith(label));
    return found && found.ariaBusy !== 'true' ? (found.checked ? 'on' : 'off') : undefined;
  };
  await eventually(async () => (await page.evaluate(stands, label)) === wanted, `${label} is ${wanted}`);
}

/** Makes a token for 24 hours on the tokens page; resolves with it and where the link beside it leads. */
async function makeToken(page: TestPage, userID: string): Promise<{ readonly token: string; readonly link: string }> {
  await fill(page, 'UserID', userID);
  await click(page, 'button', 'Make the token');
  const linkFor = (userID: string): string | undefined =>
    [...document.links].find(
      ({ innerText, href }) =>
        innerText.trim() === 'Try it on the debug page' &&
        new URLSearchParams(new URL(href).hash.slice(1)).get('userid') === userID,
    )?.href;
  const link = await eventually(() => page.evaluate(linkFor, userID), `a token for ${userID}`);
  return { token: await reads(page, '04', '[data-testid="minted-token"]'), link };
}

/** A tile of the debug page. */
const tile = (streamID: string, state: string): string => `article[aria-label^="${streamID}"][data-state="${state}"]`;

/** What only the user's own doing may change: a reload would. */
const bornAt = (page: TestPage): Promise<number> => page.evaluate(() => performance.timeOrigin);

test('a newcomer goes from the setup link to a picture by L3, which is refused until it is switched on', async () => {
  const desk = await open(setupLink);
  await click(desk, 'button', '中文');
  await reads(desk, '设置控制台', 'h1');
  await click(desk, 'button', 'EN');
  await reads(desk, 'Set up the console', 'h1');
  await fill(desk, 'Name', 'ann');
  await fill(desk, 'Password', PASSWORD);
  await click(desk, 'button', 'Create the account');
  await reads(desk, 'Overview', 'h1');

  await click(desk, 'link', 'Projects');
  await click(desk, 'button', 'New project');
  await fill(desk, 'Name', 'My first project');
  await click(desk, 'button', 'Make the project');
  await reads(desk, 'My first project', 'h1');
  const appID = (await server.projects.list()).find(({ name }) => name === 'My first project')?.appID;
  await reads(desk, String(appID));
  await click(desk, 'link', 'Services');
  await switchStands(desk, 'L3', 'off');

  await click(desk, 'link', 'Tokens');
  const [ann, bob] = [await makeToken(desk, 'ann'), await makeToken(desk, 'bob')];

  const host = await open(ann.link);
  await click(host, 'button', 'Log in');
  await click(host, 'button', 'Start publishing');
  const streamID = await entered(host, 'StreamID to publish');
  await reads(host, 'Publishing', tile(streamID, 'publishing'));

  const viewer = await open('/debug');
  const birth = await bornAt(viewer);
  await fill(viewer, 'AppID', String(appID));
  await fill(viewer, 'UserID', 'bob');
  await fill(viewer, 'Token', bob.token);
  await fill(viewer, 'Resource mode to play with', 'L3, ultra-low latency');
  await click(viewer, 'button', 'Log in');
  const refusal = await reads(viewer, '1004072', tile(streamID, 'ended'));
  expect(refusal).toMatch(/L3.* is switched off for this project\. Its operator switches it on in the console/);

  await click(desk, 'link', 'Services');
  await click(desk, 'switch', 'L3');
  await switchStands(desk, 'L3', 'on');
  await click(viewer, 'button', 'Play again');
  await reads(viewer, 'Playing', tile(streamID, 'playing'));
  const { frames } = await watchVideo(viewer, `${tile(streamID, 'playing')} video`, 1);
  expect(frames.length).toBeGreaterThan(1);
  expect(await bornAt(viewer)).toBe(birth);
  // Playing again stops nothing that has ended already, which would be one more error to puzzle over.
  expect(await reads(viewer, 'onPlayerStateUpdate', 'section[aria-label="Events"]')).not.toContain('1004011');
});

test('who chooses 中文 reads Chinese on the pages of the same walk, after a reload too', async () => {
  const desk = await open('/console');
  await click(desk, 'button', '中文');
  await fill(desk, '名称', 'ann');
  await fill(desk, '密码', PASSWORD);
  await click(desk, 'button', '登录');
  await click(desk, 'link', '项目');
  await click(desk, 'link', 'My first project');
  await click(desk, 'link', '服务');
  await switchStands(desk, 'L3 超低延迟直播', 'on');
  await click(desk, 'link', 'Token');
  await reads(desk, '临时 Token');
  await desk.goto(`${server.origin}/console/projects`);
  await reads(desk, '项目', 'h1');

  const debug = await open('/debug');
  await click(debug, 'button', '中文');
  await reads(debug, '调试页面', 'h1');
  await click(debug, 'button', '登录房间');
  await reads(debug, '1001000', '[role="alert"]');
  await debug.goto(`${server.origin}/debug`);
  await reads(debug, '调试页面', 'h1');
});
