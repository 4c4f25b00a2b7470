import { eventually, type LaunchedServer, launchServer, type TestPage } from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from './support/stage.ts';

const stage = Stage.use();
const byTestID = (id: string): string => `[data-testid="${id}"]`;
const PASSWORD = 'sunflower-by-the-river';

/** Resolves with the words of an element once it is there. */
function shows(page: TestPage, selector: string): Promise<string> {
  return eventually(
    () =>
      page.evaluate((selector) => {
        const found = document.querySelector(selector);
        if (!found) throw new Error(document.body.innerText);
        return found.textContent || ' ';
      }, selector),
    `${selector} on the page`,
  );
}

/** Resolves once an element is no longer there. */
async function loses(page: TestPage, selector: string): Promise<void> {
  await eventually(
    () => page.evaluate((selector) => document.querySelector(selector) === null, selector),
    `${selector} is gone`,
  );
}

/** Fills in a field once it is there, as the page's own library hears it. */
async function fill(page: TestPage, id: string, value: string): Promise<void> {
  await shows(page, byTestID(id));
  await page.evaluate(
    ({ selector, value }) => {
      const field = document.querySelector(selector);
      const isArea = field instanceof HTMLTextAreaElement;
      if (!(isArea || field instanceof HTMLInputElement)) throw new Error(`${selector} is no field`);
      const { prototype } = isArea ? HTMLTextAreaElement : HTMLInputElement;
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    { selector: byTestID(id), value },
  );
}

/** Ends the session of a page's browser behind the page's back. Runs in the page. */
async function endSession(owner: { name: string; password: string }): Promise<void> {
  const call = async (endpoint: string, body: object, headers: Record<string, string> = {}): Promise<unknown> => {
    const type = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(body) };
    return (await fetch(`/console/api/${endpoint}`, init)).json();
  };
  const { csrf } = (await call('signIn', owner)) as { csrf: string };
  await call('signOut', {}, { 'x-freshet-csrf': csrf });
}

/** What tells that a page broke its content security policy or threw. */
const complaints = ({ log }: TestPage): readonly string[] =>
  log.filter((line) => /^uncaught|content security policy|refused to/i.test(line));

describe('a fresh installation', () => {
  let server: LaunchedServer;
  let setupLink: string;
  beforeAll(async () => {
    server = await launchServer();
    setupLink = `${server.origin}${server.consolePath()}`;
  });
  afterAll(() => server?.close());

  const open = (path: string): Promise<TestPage> => stage.open('chromium', `${server.origin}${path}`);

  async function signIn(page: TestPage, password = PASSWORD): Promise<void> {
    await fill(page, 'name', 'ann');
    await fill(page, 'password', password);
    await page.click(byTestID('sign-in'));
  }

  test('tells whoever comes without the setup link where to find it', async () => {
    const page = await open('/console');
    expect(await shows(page, '.entrance-card h1')).toBe('This server has no account yet');
  });

  test('goes from the setup link to a project, L3 switched on, and a token that is found good', async () => {
    const page = await stage.open('chromium', setupLink);
    await fill(page, 'name', 'ann');
    await fill(page, 'password', PASSWORD);
    await page.click(byTestID('create-account'));
    await shows(page, '.frame');
    expect(await page.evaluate(() => location.hash)).toBe('');

    // Nothing is live yet: the overview leads on.
    await page.click(byTestID('first-project'));
    await fill(page, 'project-name', 'Shop <b>&</b> Söhne 商店');
    await page.click(byTestID('confirm'));
    await shows(page, '.tabs');
    expect(await shows(page, 'h1')).toBe('Shop <b>&</b> Söhne 商店');
    const appID = Number(await page.evaluate(() => location.pathname.split('/').at(-1)));

    await page.click(`a.tab[href$="/${appID}/services"]`);
    await shows(page, `${byTestID('switch-l3')}[aria-checked="false"]`);
    await page.click(byTestID('switch-l3'));
    await shows(page, `${byTestID('switch-l3')}[aria-checked="true"][aria-busy="false"]`);
    const project = (await server.projects.list()).find((each) => each.appID === appID);
    expect(project?.switches.l3).toBe(true);

    await page.click(`a.tab[href$="/${appID}/tokens"]`);
    await fill(page, 'mint-user', 'user1');
    await page.click(byTestID('mint'));
    const token = await shows(page, byTestID('minted-token'));
    await fill(page, 'explain-token', token);
    await page.click(byTestID('explain'));
    expect(await shows(page, `${byTestID('explanation')}[data-valid="true"]`)).toContain('It is for the user user1.');

    await fill(page, 'explain-token', `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`);
    await page.click(byTestID('explain'));
    expect(await shows(page, `${byTestID('explanation')}[data-valid="false"]`)).toContain('1002033');
    expect(complaints(page)).toEqual([]);
  });

  test('keeps out a wrong password, lets the right one in, and forgets everything at sign-out', async () => {
    const page = await open('/console/projects');
    await signIn(page, 'not-the-password');
    expect(await shows(page, '[role="alert"]')).toContain('not right');
    await signIn(page);
    await shows(page, '.table');
    expect(await page.evaluate(() => location.pathname)).toBe('/console/projects');
    await page.click(byTestID('sign-out'));
    await shows(page, byTestID('sign-in'));
    await loses(page, '.frame');
    expect(complaints(page)).toEqual([]);
  });

  test('says that a session has ended, and goes on at the same page once signed in again', async () => {
    const page = await open('/console/projects');
    await signIn(page);
    await shows(page, '.table');
    await page.evaluate(endSession, { name: 'ann', password: PASSWORD });
    await page.click('a[href="/console/operators"]');
    expect(await shows(page, '.notice')).toContain('Your session has ended');
    await signIn(page);
    expect(await shows(page, '.frame h1')).toBe('Operators');
    await page.click(byTestID('sign-out'));
    await shows(page, byTestID('sign-in'));
    await loses(page, '.notice');
  });

  test('names a switch by its name alone, and gives the focus back when a dialog closes', async () => {
    const page = await open('/console/projects');
    await signIn(page);
    await page.click(byTestID('new-project'));
    await shows(page, 'dialog');
    await page.press('Escape');
    await loses(page, 'dialog');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('New project');
    await page.click('.row-link');
    await page.click('a.tab[href$="/services"]');
    await page.click('role=switch[name="Cross-room play"]');
    await shows(page, `${byTestID('switch-crossRoomPlay')}[aria-checked="true"][aria-busy="false"]`);
    expect(await page.evaluate(() => document.activeElement?.role)).toBe('switch');
    await page.click('role=switch[name="ASCII user names only"]');
    await shows(page, `${byTestID('switch-asciiUserNames')}[aria-checked="true"][aria-busy="false"]`);
    const [{ switches } = {}] = await server.projects.list();
    expect(switches).toMatchObject({ crossRoomPlay: true, asciiUserNames: true });
  });

  test('deletes a project only once its name is typed, and has all of it in the audit log', async () => {
    const page = await open('/console/projects');
    await signIn(page);
    await page.click(byTestID('new-project'));
    await fill(page, 'project-name', 'Short-lived');
    await page.click(byTestID('confirm'));
    await shows(page, '.tabs');
    await page.click('a.tab[href$="/settings"]');
    await page.click(byTestID('delete'));
    await fill(page, 'typed', 'short-lived');
    await shows(page, `${byTestID('confirm')}:disabled`);
    await fill(page, 'typed', 'Short-lived');
    await page.click(byTestID('confirm'));
    await loses(page, 'dialog');
    expect((await server.projects.list()).map(({ name }) => name)).not.toContain('Short-lived');
    await page.click('a[href="/console/audit"]');
    const log = await shows(page, '.table');
    expect(log).toContain('Deleted a project');
    expect(log).toContain('l3: false → true');
  });

  test('speaks Chinese and stays within the width of a phone', async () => {
    const page = await stage.open('chromium', `${server.origin}/console/projects`, { width: 390, height: 844 });
    await signIn(page);
    await shows(page, '.table');
    await page.click('.phone-bar button');
    await page.click('.drawer .choice button:nth-child(2)');
    await eventually(() => page.evaluate(() => document.documentElement.lang === 'zh-CN'), 'Chinese is spoken');
    await page.press('Escape');
    await loses(page, 'dialog');
    expect(await shows(page, 'h1')).toBe('项目');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
