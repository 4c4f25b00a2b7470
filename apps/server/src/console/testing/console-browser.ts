import {
  type ConsoleBody,
  type ConsoleEndpoint,
  type ConsoleResult,
  CSRF_HEADER,
  Standing,
} from '@freshet/protocol/console';

/** What came back. */
export type Answer<E extends ConsoleEndpoint> = {
  readonly status: number;
  /** Whatever it was that came; the tests say what it must be. */
  readonly body: ConsoleResult<E>;
  readonly headers: Headers;
};

/** Calls the console as a browser does: with its cookie, its origin and the token that its session got. */
export class ConsoleBrowser {
  readonly origin: string;
  cookie: string | undefined;
  csrf: string | undefined;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** @param headers in the place of the usual ones; one that is `undefined` is left out */
  async call<E extends ConsoleEndpoint>(
    endpoint: E,
    body: ConsoleBody<E>,
    headers: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Answer<E>> {
    const response = await this.post(endpoint, JSON.stringify(body), headers);
    const answer: unknown = await response.json();
    const standing = Standing.safeParse(answer);
    if (standing.success && standing.data.name === 'signedIn') this.csrf = standing.data.csrf;
    return { status: response.status, body: answer as ConsoleResult<E>, headers: response.headers };
  }

  /** Posts a text as it is. */
  async post(
    path: string,
    body: string,
    headers: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Response> {
    const response = await fetch(`${this.origin}/console/api/${path}`, {
      method: 'POST',
      body,
      headers: this.#headers({
        'content-type': 'application/json',
        origin: this.origin,
        [CSRF_HEADER]: this.csrf,
        ...headers,
      }),
    });
    this.#takeCookie(response);
    return response;
  }

  /** A GET with the cookie. */
  get(
    path: string,
    headers: Readonly<Record<string, string | undefined>> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    return fetch(`${this.origin}${path}`, { headers: this.#headers(headers), ...(signal && { signal }) });
  }

  /** Another browser with the same cookie, as one who stole it has. */
  copy(): ConsoleBrowser {
    const copy = new ConsoleBrowser(this.origin);
    copy.cookie = this.cookie;
    copy.csrf = this.csrf;
    return copy;
  }

  #headers(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
    const all = Object.entries({ cookie: this.cookie, ...headers });
    return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  #takeCookie(response: Response): void {
    const [given] = response.headers.getSetCookie();
    if (given === undefined) return;
    const [pair = ''] = given.split(';');
    this.cookie = pair.endsWith('=') ? undefined : pair;
  }
}
