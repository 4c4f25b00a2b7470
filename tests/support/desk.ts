import type { LaunchedServer, TestPage } from '@freshet/testkit';
import * as z from 'zod';
import type { Stage } from './stage.ts';

/** One who signs in to a console. */
export type Clerk = { readonly name: string; readonly password: string };
/** What an endpoint of the console answers. */
export type DeskAnswer = { readonly status: number; readonly body: unknown };

const Invitation = z.object({ path: z.string() });

/** A server's console in a browser, and those who sign in to it. */
export class Desk {
  readonly owner: Clerk;
  readonly #stage: Stage;
  readonly #server: LaunchedServer;

  /** Makes the first account of a fresh server. */
  static async setUp(stage: Stage, server: LaunchedServer, owner: Clerk): Promise<Desk> {
    const desk = new Desk(stage, server, owner);
    await desk.#enter(server.consolePath(), owner);
    return desk;
  }

  private constructor(stage: Stage, server: LaunchedServer, owner: Clerk) {
    this.#stage = stage;
    this.#server = server;
    this.owner = owner;
  }

  /** Makes one more account, by an invitation of the owner. */
  async admit(clerk: Clerk, role: 'viewer' | 'operator'): Promise<void> {
    const page = await this.#signIn(this.owner);
    const invited = await this.ask(page, 'inviteOperator', { name: clerk.name, role });
    await this.#enter(Invitation.parse(invited.body).path, clerk);
  }

  /** A page of the console, signed in. */
  async open(path: string, query: Readonly<Record<string, string>> = {}, clerk = this.owner): Promise<TestPage> {
    const page = await this.#signIn(clerk);
    await page.goto(`${this.#server.origin}/console${path}?${new URLSearchParams(query)}`);
    return page;
  }

  /** Calls an endpoint for whoever is signed in on a page. */
  ask(page: TestPage, endpoint: string, body: object): Promise<DeskAnswer> {
    return page.evaluate(callConsole, { endpoint, body });
  }

  async #enter(link: string | undefined, clerk: Clerk): Promise<void> {
    const secret = new URLSearchParams(link?.split('#')[1]).get('setup');
    await succeed(await this.#blank(), 'setUp', { ...clerk, secret });
  }

  async #signIn(clerk: Clerk): Promise<TestPage> {
    const page = await this.#blank();
    await succeed(page, 'signIn', clerk);
    return page;
  }

  #blank(): Promise<TestPage> {
    return this.#stage.open('chromium', `${this.#server.origin}/healthz`);
  }
}

async function succeed(page: TestPage, endpoint: string, body: object): Promise<void> {
  const answer = await page.evaluate(callConsole, { endpoint, body });
  if (answer.status !== 200) throw new Error(`${endpoint}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** Runs in the page, whose browser holds the session's cookie. */
async function callConsole({ endpoint, body }: { endpoint: string; body: object }): Promise<DeskAnswer> {
  const post = (path: string, content: object, csrf: string): Promise<Response> => {
    const headers = { 'content-type': 'application/json', 'x-freshet-csrf': csrf };
    return fetch(`/console/api/${path}`, { method: 'POST', headers, body: JSON.stringify(content) });
  };
  const standing: { csrf?: string } = await (await post('standing', {}, '')).json();
  const response = await post(endpoint, body, standing.csrf ?? '');
  return { status: response.status, body: await response.json() };
}
