/** A page in a real browser, with the tools of `window.testkit` in it. */
export interface TestPage {
  /** Which browser, and which of its pages. */
  readonly name: string;
  /** What the page wrote to its console and what went wrong in it, oldest first. */
  readonly log: readonly string[];
  /** Runs a function in the page. It sees its argument and the page's globals, nothing of the test around it. */
  evaluate<Result>(run: () => Result | Promise<Result>): Promise<Result>;
  evaluate<Result, Argument>(run: (arg: Argument) => Result | Promise<Result>, arg: Argument): Promise<Result>;
  /** Loads a page; resolves after its `load` event. */
  goto(url: string): Promise<void>;
  /** Clicks as a user does, once the element is there and can be clicked. */
  click(selector: string): Promise<void>;
  /** Presses a key as a user does, such as `Tab` or `Enter`. */
  press(key: 'Tab' | 'Enter' | 'Space' | 'Escape'): Promise<void>;
  /** Writes what the page shows into a PNG file. */
  screenshot(path: `${string}.png`): Promise<void>;
  /** What only Chromium's tools for developers can do to a page; absent in other browsers. */
  readonly devtools?: PageTools;
  /** Opens another tab before it, so that the browser itself hides it; absent where the driver keeps every page in sight. */
  hide?(): Promise<void>;
  /** Closes the page as a user closes a tab, and forgets its storage. */
  close(): Promise<void>;
}

/** A page as the browser's tools for developers see it. */
export interface PageTools {
  /**
   * Tells the page that it is hidden, and halts every script in it: harder than what a browser does to a tab in the
   * background, whose timers run once a minute. Connections and media that need no script go on.
   */
  rest(): Promise<void>;
  /** Lets the scripts run again, and tells the page that it is seen. */
  wake(): Promise<void>;
  /** Turns the mouse wheel once over the middle of an element. Pixels; downwards where positive. */
  turnWheel(selector: string, pixels: number): Promise<void>;
  /** Bytes of the page's JavaScript heap that are still in use after a garbage collection. */
  heapInUse(): Promise<number>;
}

/** How a new page looks. */
export type PageLook = {
  readonly width?: number;
  readonly height?: number;
};

/** A real browser. Closing it closes its pages. */
export interface TestBrowser {
  readonly name: 'chromium' | 'firefox';
  /** Opens an address in a page with storage of its own. */
  newPage(url: string, look?: PageLook): Promise<TestPage>;
  close(): Promise<void>;
}

/** Where a browser that runs already can be reached, so that many test files share it. */
export type BrowserEndpoint = string;

/** A browser that others attach to. */
export type SharedBrowser = {
  readonly endpoint: BrowserEndpoint;
  close(): Promise<void>;
};
