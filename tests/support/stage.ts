import {
  attachChromium,
  attachFirefox,
  type Issuer,
  issuePass,
  PageHost,
  type PageLook,
  type Pass,
  type PassWishes,
  type TestBrowser,
  type TestPage,
  TestUser,
} from '@freshet/testkit';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';

/** One of the shared browsers, or one that a test has launched. */
type AnyBrowser = TestBrowser['name'] | TestBrowser;

/** What the tests of one file act on: the shared browsers, and the users who come and go with each test. */
export class Stage {
  readonly issuer: Issuer = inject('issuer');
  #host: PageHost | undefined;
  #browsers: Record<TestBrowser['name'], TestBrowser> | undefined;
  readonly #pages: TestPage[] = [];
  #names = 0;

  /** Call it once at the top of a test file. */
  static use(): Stage {
    const stage = new Stage();
    beforeAll(() => stage.#open());
    afterEach(({ task }) => stage.#clear(task.result?.state === 'fail'));
    afterAll(() => stage.#close());
    return stage;
  }

  get host(): PageHost {
    if (!this.#host) throw new Error('the stage opens before the first test');
    return this.#host;
  }

  /** A name nobody else in this run has. */
  fresh(prefix: string): string {
    this.#names += 1;
    return `${prefix}-${process.pid}-${this.#names}`;
  }

  /** A pass for the shared server, unless another issuer is named. */
  pass(wishes: PassWishes, issuer: Issuer = this.issuer): Promise<Pass> {
    return issuePass(issuer, wishes);
  }

  /** A page; it closes with the test, and tells what it knows where the test fails. */
  async open(browser: AnyBrowser, url: string, look?: PageLook): Promise<TestPage> {
    const page = await this.#browser(browser).newPage(url, look);
    this.#pages.push(page);
    return page;
  }

  /** A user with an engine, not logged in yet. */
  async arrive(browser: AnyBrowser, pass: Pick<Pass, 'appID' | 'server'>): Promise<TestUser> {
    const user = await TestUser.arrive(this.#browser(browser), this.host, pass);
    this.#pages.push(user.page);
    return user;
  }

  /** A user who is in a room. */
  async enter(browser: AnyBrowser, roomID: string, issuer?: Issuer): Promise<TestUser> {
    const pass = await this.pass({ roomID, userID: this.fresh('user') }, issuer);
    const user = await this.arrive(browser, pass);
    const { errorCode, extendedData } = await user.login(pass);
    if (errorCode !== 0) throw new Error(`login failed with ${errorCode}: ${extendedData}`);
    return user;
  }

  #browser(browser: AnyBrowser): TestBrowser {
    if (typeof browser !== 'string') return browser;
    if (!this.#browsers) throw new Error('the stage opens before the first test');
    return this.#browsers[browser];
  }

  async #open(): Promise<void> {
    this.#host = await PageHost.open();
    const [chromium, firefox] = [await attachChromium(inject('chromium')), await attachFirefox(inject('firefox'))];
    this.#browsers = { chromium, firefox };
  }

  async #clear(hasFailed: boolean): Promise<void> {
    for (const page of this.#pages.splice(0)) {
      if (hasFailed) await showPage(page);
      await page.close();
    }
  }

  async #close(): Promise<void> {
    await this.#browsers?.chromium.close();
    await this.#browsers?.firefox.close();
    await this.#host?.close();
  }
}

/** Prints what a failed test's page knows. */
export async function showPage(page: TestPage): Promise<void> {
  const callbacks = await page
    .evaluate(() => window.testkit.callbacks.all.map((came) => `${came.name}(${JSON.stringify(came.args)})`))
    .catch((error: unknown) => [`the page answers no more: ${String(error)}`]);
  process.stderr.write([`--- ${page.name}`, ...page.log, '--- its callbacks', ...callbacks, ''].join('\n'));
}
