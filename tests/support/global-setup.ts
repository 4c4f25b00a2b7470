import { type BrowserEndpoint, type Issuer, launchServer, shareChromium, shareFirefox } from '@freshet/testkit';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The demo project of the one server that all files of the run share. */
    issuer: Issuer;
    /** The links that the shared server prints. */
    links: { readonly host: string; readonly audience: string };
    chromium: BrowserEndpoint;
    firefox: BrowserEndpoint;
  }
}

/** Starts one server, one Chromium and one Firefox for all files of the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const opened = new AsyncDisposableStack();
  try {
    // Every test logs in from one address.
    const server = await launchServer({ door: { refusedLogins: 100_000, exchanges: 100_000 } });
    opened.defer(() => server.close());
    const chromium = await shareChromium();
    opened.defer(() => chromium.close());
    const firefox = await shareFirefox();
    opened.defer(() => firefox.close());
    const { appID, serverSecret } = server.demo;
    project.provide('issuer', { origin: server.origin, appID, serverSecret });
    const [host, audience] = await Promise.all([
      server.link('host', server.origin),
      server.link('audience', server.origin),
    ]);
    project.provide('links', { host, audience });
    project.provide('chromium', chromium.endpoint);
    project.provide('firefox', firefox.endpoint);
    return () => opened.disposeAsync();
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
