import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { COMMAND_SOCKET, ConsoleRefusal } from '@freshet/protocol/console';
import { CommandError } from './command-error.ts';
import { type Answer, type Body, type Endpoint, endpoints, type Reach } from './reach.ts';

/** Why a server is not reached. */
export type Unreached = 'not running' | 'not allowed';

const problems: Readonly<Record<string, Unreached>> = {
  ENOENT: 'not running',
  ENOTDIR: 'not running',
  // What a server that was killed has left.
  ECONNREFUSED: 'not running',
  EACCES: 'not allowed',
  EPERM: 'not allowed',
};

/** The server that has a data folder open, over the socket in it. */
export class ServerReach implements Reach {
  readonly #path: string;

  /** Answers why there is none where it cannot be reached. */
  static async open(folder: string): Promise<ServerReach | Unreached> {
    const reach = new ServerReach(join(folder, COMMAND_SOCKET));
    try {
      await reach.call('about', {});
      return reach;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const problem = problems[code];
      if (problem === undefined) throw error;
      return problem;
    }
  }

  private constructor(path: string) {
    this.#path = path;
  }

  async call<E extends Endpoint>(endpoint: E, body: Body<E>): Promise<Answer<E>> {
    const { status, said } = await this.#post(endpoint, JSON.stringify(body));
    if (status !== 200) {
      const refusal = ConsoleRefusal.safeParse(said);
      throw new CommandError(refusal.success ? sentence(refusal.data.message) : `The server answered ${status}.`);
    }
    const read = endpoints[endpoint][2].safeParse(said);
    if (!read.success) {
      throw new CommandError('The server and this command do not understand each other: use those of one version.');
    }
    // The schema is that of the endpoint: the compiler cannot follow it through the index.
    return read.data as Answer<E>;
  }

  close(): void {
    // Each call has a connection of its own.
  }

  async #post(endpoint: string, body: string): Promise<{ status: number; said: unknown }> {
    const headers = { 'content-type': 'application/json' };
    const asking = request({ socketPath: this.#path, path: `/${endpoint}`, method: 'POST', headers, agent: false });
    const answered = once(asking, 'response');
    asking.end(body);
    const [response] = (await answered) as [IncomingMessage];
    return { status: response.statusCode ?? 0, said: readJson(await text(response)) };
  }
}

const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}`;

function readJson(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}
