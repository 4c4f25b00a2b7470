import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type BrowserContext, type LaunchOptions, type Page } from 'puppeteer-core';
import { inPageScript } from '../in-page-script.ts';
import { callText } from './call-text.ts';
import { findProgram } from './find-program.ts';
import type { BrowserEndpoint, PageLook, SharedBrowser, TestBrowser, TestPage } from './test-browser.ts';

/** What a Firefox is given. */
export type FirefoxOptions = {
  /** Whether media with sound may start without a click. Default: allowed. */
  readonly autoplay?: 'allowed' | 'blocked';
};

/**
 * Starts Debian's Firefox ESR, or the one that FIREFOX_BIN names. It never connects media over 127.0.0.1: the server
 * needs another address, and the page must come from localhost to be a secure context.
 */
export async function launchFirefox(options: FirefoxOptions = {}): Promise<TestBrowser> {
  const { browser, home } = await start(options);
  return new PuppeteerBrowser(browser, () => stop(browser, home));
}

/** Starts a Firefox that other processes attach to, one after the other: it has room for one driver at a time. */
export async function shareFirefox(options: FirefoxOptions = {}): Promise<SharedBrowser> {
  const { browser, home } = await start(options);
  const endpoint = browser.wsEndpoint();
  await browser.disconnect();
  return { endpoint, close: () => stop(browser, home) };
}

/** Joins a shared Firefox. Closing the result closes the pages that were opened through it, not the browser. */
export async function attachFirefox(endpoint: BrowserEndpoint): Promise<TestBrowser> {
  const browser = await puppeteer.connect({ browserWSEndpoint: endpoint, protocol: 'webDriverBiDi', ...asItComes });
  return new PuppeteerBrowser(browser, () => browser.disconnect());
}

const asItComes = { defaultViewport: null, acceptInsecureCerts: true } as const;

async function start(options: FirefoxOptions): Promise<{ browser: Browser; home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'freshet-firefox-'));
  return { browser: await puppeteer.launch(launchOptions(options, home)), home };
}

async function stop(browser: Browser, home: string): Promise<void> {
  const process = browser.process();
  const gone = new Promise((resolve) => process?.once('exit', resolve));
  if (process && process.exitCode === null && process.kill()) await gone;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

function launchOptions({ autoplay }: FirefoxOptions, home: string): LaunchOptions {
  return {
    browser: 'firefox',
    executablePath: findProgram(['firefox-esr', 'firefox'], 'FIREFOX_BIN'),
    headless: true,
    env: { ...process.env, HOME: home },
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      // Without a sound card an AudioContext would never run, and nothing received could be heard.
      'media.cubeb.force_mock_context': true,
      'media.autoplay.default': autoplay === 'blocked' ? 1 : 0,
    },
    ...asItComes,
  };
}

class PuppeteerBrowser implements TestBrowser {
  readonly name = 'firefox';
  readonly #browser: Browser;
  readonly #leave: () => Promise<void>;
  readonly #contexts = new Set<BrowserContext>();
  #pages = 0;

  constructor(browser: Browser, leave: () => Promise<void>) {
    this.#browser = browser;
    this.#leave = leave;
  }

  async newPage(url: string, { width = 1280, height = 720 }: PageLook = {}): Promise<TestPage> {
    const context = await this.#browser.createBrowserContext();
    this.#contexts.add(context);
    // A window of its own: a tab behind another one is hidden, and a hidden page draws no frames.
    const page = await context.newPage({ type: 'window' });
    await page.setViewport({ width, height });
    await page.evaluateOnNewDocument(await inPageScript());
    const name = `firefox page ${++this.#pages}`;
    const testPage = new PuppeteerPage(page, name, () => this.#closeContext(context));
    await testPage.goto(url);
    return testPage;
  }

  async #closeContext(context: BrowserContext): Promise<void> {
    if (this.#contexts.delete(context)) await context.close();
  }

  async close(): Promise<void> {
    for (const context of [...this.#contexts]) await this.#closeContext(context);
    await this.#leave();
  }
}

class PuppeteerPage implements TestPage {
  readonly name: string;
  readonly log: string[] = [];
  readonly #page: Page;
  readonly #close: () => Promise<void>;

  constructor(page: Page, name: string, close: () => Promise<void>) {
    this.#page = page;
    this.name = name;
    this.#close = close;
    page.on('console', (message) => this.log.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.log.push(`uncaught: ${error instanceof Error ? error.stack : String(error)}`));
    page.on('requestfailed', (request) => this.log.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  }

  async evaluate<Result, Argument>(run: (arg: Argument) => Result | Promise<Result>, arg?: Argument): Promise<Result> {
    return (await this.#page.evaluate(callText(run, arg))) as Result;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async click(selector: string): Promise<void> {
    const element = await this.#page.waitForSelector(selector, { visible: true });
    await element?.click();
  }

  press(key: 'Tab' | 'Enter' | 'Space' | 'Escape'): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  async screenshot(path: `${string}.png`): Promise<void> {
    await this.#page.screenshot({ path });
  }

  async hide(): Promise<void> {
    const other = await this.#page.browserContext().newPage();
    await other.bringToFront();
  }

  close(): Promise<void> {
    return this.#close();
  }
}
