import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '@freshet/core';
import { COMMAND_SOCKET } from '@freshet/protocol/console';
import fastify, { type FastifyInstance } from 'fastify';
import { asConsoleRefused, ConsoleRefused } from '../console/console-refused.ts';

/** What the socket of the `freshet` command needs. */
export type ControlSocketOptions = {
  /** The data folder; the server has it locked, so a socket in it is one that a dead server left. */
  readonly folder: string;
  /** Answers a call, of which nothing is checked yet. */
  readonly call: (endpoint: string, body: unknown) => Promise<unknown>;
  readonly log: Log;
};

/** Longest path of a socket, in bytes: `sun_path` of unix(7) without its last zero, on the system with the least. */
const LONGEST_PATH = 103;

/**
 * Lets the `freshet` command on this machine do what an owner may do in the console: whoever may open the socket is the
 * server's own user, or root. No browser reaches it.
 */
export class ControlSocket {
  readonly #app: FastifyInstance;
  readonly #path: string;

  /** Where the path is too long for a socket, the server works without one and says so. */
  static async open({ folder, call, log }: ControlSocketOptions): Promise<ControlSocket> {
    const path = join(folder, COMMAND_SOCKET);
    const app = fastify({ logger: false, bodyLimit: 64 * 1024, forceCloseConnections: true });
    app.post<{ Params: { endpoint: string } }>('/:endpoint', ({ params, body }) => call(params.endpoint, body));
    app.setErrorHandler((error, _request, reply) => {
      const refused = asConsoleRefused(error) ?? failure(error, log);
      return reply.code(refused.status).send(refused.body);
    });
    if (Buffer.byteLength(path) > LONGEST_PATH) {
      log.warn({ path }, 'the freshet command cannot reach this server: the path of the data folder is too long');
    } else {
      await listen(app, path);
    }
    return new ControlSocket(app, path);
  }

  private constructor(app: FastifyInstance, path: string) {
    this.#app = app;
    this.#path = path;
  }

  async close(): Promise<void> {
    await this.#app.close();
    await rm(this.#path, { force: true });
  }
}

async function listen(app: FastifyInstance, path: string): Promise<void> {
  await rm(path, { force: true });
  // Until the mode is set, a socket can be written to by its owner alone unless the umask is unusual; and the folder of
  // the data lets nobody else in.
  await app.listen({ path });
  await chmod(path, 0o600);
}

function failure(error: unknown, log: Log): ConsoleRefused {
  log.error({ err: error }, 'a call of the freshet command failed');
  return new ConsoleRefused('failed', error instanceof Error ? error.message : undefined);
}
