import { type Browser, type CDPSession, chromium, type LaunchOptions, type Page } from 'playwright-core';
import { inPageScript } from '../in-page-script.ts';
import { callText } from './call-text.ts';
import { findProgram } from './find-program.ts';
import type { BrowserEndpoint, PageLook, PageTools, SharedBrowser, TestBrowser, TestPage } from './test-browser.ts';

/** What a Chromium is given. */
export type ChromiumOptions = {
  /** Files that stand for the camera and the microphone; without them the browser draws and beeps. */
  readonly input?: { readonly video: string; readonly audio: string };
  /** Whether media with sound may start without a click. Default: allowed. */
  readonly autoplay?: 'allowed' | 'blocked';
  /** Whether connections may use 127.0.0.1 without any other interface. Default: true. */
  readonly loopback?: boolean;
  /** Whether a page's wish for camera, microphone and screen is granted; or a microphone is all there is. Default: granted. */
  readonly devices?: 'granted' | 'denied' | 'microphone';
};

/** Starts Debian's Chromium, or the one that CHROMIUM_BIN names. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<TestBrowser> {
  return new PlaywrightBrowser(await chromium.launch(launchOptions(options)));
}

/** Starts a Chromium that other processes attach to. */
export async function shareChromium(options: ChromiumOptions = {}): Promise<SharedBrowser> {
  const server = await chromium.launchServer(launchOptions(options));
  return { endpoint: server.wsEndpoint(), close: () => server.close() };
}

/** Joins a shared Chromium. Closing the result closes the pages that were opened through it, not the browser. */
export async function attachChromium(endpoint: BrowserEndpoint): Promise<TestBrowser> {
  return new PlaywrightBrowser(await chromium.connect(endpoint));
}

function launchOptions({ input, autoplay, loopback, devices }: ChromiumOptions): LaunchOptions {
  return {
    executablePath: findProgram(['chromium', 'chromium-browser', 'google-chrome'], 'CHROMIUM_BIN'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--use-fake-device-for-media-stream${devices === 'microphone' ? '=device-count=0' : ''}`,
      `--use-fake-ui-for-media-stream${devices === 'denied' ? '=deny' : ''}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(loopback === false ? [] : ['--allow-loopback-in-peer-connection']),
      // Named in both cases: a headless Chromium allows everything unless told otherwise.
      `--autoplay-policy=${autoplay === 'blocked' ? 'document-user-activation-required' : 'no-user-gesture-required'}`,
      ...(input ? [`--use-file-for-fake-video-capture=${input.video}`] : []),
      ...(input ? [`--use-file-for-fake-audio-capture=${input.audio}`] : []),
    ],
  };
}

class PlaywrightBrowser implements TestBrowser {
  readonly name = 'chromium';
  readonly #browser: Browser;
  #pages = 0;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async newPage(url: string, { width = 1280, height = 720 }: PageLook = {}): Promise<TestPage> {
    const context = await this.#browser.newContext({ viewport: { width, height }, ignoreHTTPSErrors: true });
    await context.addInitScript({ content: await inPageScript() });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const testPage = new PlaywrightPage(page, devtools, `chromium page ${++this.#pages}`);
    await testPage.goto(url);
    return testPage;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

class PlaywrightPage implements TestPage {
  readonly name: string;
  readonly log: string[] = [];
  readonly devtools: PageTools;
  readonly #page: Page;
  readonly #devtools: CDPSession;

  constructor(page: Page, devtools: CDPSession, name: string) {
    this.#page = page;
    this.#devtools = devtools;
    this.name = name;
    this.devtools = pageTools(devtools);
    page.on('console', (message) => this.log.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.log.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => this.log.push('the page crashed'));
    page.on('requestfailed', (request) => this.log.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  }

  async evaluate<Result, Argument>(run: (arg: Argument) => Result | Promise<Result>, arg?: Argument): Promise<Result> {
    // Not by the driver's own evaluate, which counts as a user's gesture and so lifts every bar on autoplay.
    const { result, exceptionDetails: failure } = await this.#devtools.send('Runtime.evaluate', {
      expression: callText(run, arg),
      awaitPromise: true,
      returnByValue: true,
    });
    if (failure) throw new Error(failure.exception?.description ?? failure.text);
    return result.value as Result;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  click(selector: string): Promise<void> {
    return this.#page.click(selector);
  }

  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  async screenshot(path: string): Promise<void> {
    await this.#page.screenshot({ path });
  }

  close(): Promise<void> {
    return this.#page.context().close();
  }
}

function pageTools(devtools: CDPSession): PageTools {
  const show = (state: DocumentVisibilityState) => async (): Promise<void> => {
    await devtools.send('Runtime.evaluate', { expression: `(${pretendVisibility})(${JSON.stringify(state)})` });
  };
  const [hide, unhide] = [show('hidden'), show('visible')];
  return {
    rest: async () => {
      await hide();
      await devtools.send('Debugger.enable');
      const paused = new Promise((resolve) => devtools.once('Debugger.paused', resolve));
      await devtools.send('Debugger.pause');
      await paused;
    },
    wake: async () => {
      await devtools.send('Debugger.resume');
      await devtools.send('Debugger.disable');
      await unhide();
    },
    turnWheel: async (selector, deltaY) => {
      const expression = `(${middleOf})(${JSON.stringify(selector)})`;
      const { result } = await devtools.send('Runtime.evaluate', { expression, returnByValue: true });
      const { x, y } = result.value as ReturnType<typeof middleOf>;
      await devtools.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY });
    },
    heapInUse: async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      return (await devtools.send('Runtime.getHeapUsage')).usedSize;
    },
  };
}

function middleOf(selector: string): { x: number; y: number } {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  if (!box) throw new Error(`nothing is ${selector}`);
  return { x: box.left + box.width / 2, y: (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2 };
}

// The driver keeps every page visible to the browser, so that only the page itself can be told otherwise.
function pretendVisibility(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}
