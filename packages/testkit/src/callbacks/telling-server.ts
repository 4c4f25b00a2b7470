import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSwitches, noticeNames, type Project } from '@freshet/core';
import { freePort } from '../network/free-port.ts';
import { SpawnedServer } from '../server/spawn-server.ts';
import type { Issuer } from '../users/pass.ts';

/** A server in a process of its own whose one project tells everything at one URL; it comes back on the same ports. */
export class TellingServer {
  /** Of the project. */
  readonly issuer: Issuer;
  readonly #server: SpawnedServer;
  readonly #opened: AsyncDisposableStack;

  /** @param url of a receiver on loopback */
  static async start(url: string): Promise<TellingServer> {
    await using opened = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'freshet-telling-'));
    opened.defer(() => rm(folder, { recursive: true, force: true }));
    const project = await tellingProject(folder, url);
    const port = await freePort(1);
    const env = {
      FRESHET_DATA: folder,
      FRESHET_PORT: String(port),
      FRESHET_MEDIA_PORT: String(port + 1),
      FRESHET_WORKERS: '1',
      FRESHET_ANNOUNCE: '127.0.0.1',
      FRESHET_CALLBACK_PRIVATE: '127.0.0.1',
    };
    const server = opened.adopt(await SpawnedServer.start({ env }), (each) => each.close());
    return new TellingServer(server, project, opened.move());
  }

  private constructor(server: SpawnedServer, { appID, serverSecret }: Project, opened: AsyncDisposableStack) {
    this.#server = server;
    this.#opened = opened;
    this.issuer = { origin: server.origin, appID, serverSecret };
  }

  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void> {
    return this.#server.kill();
  }

  /** Starts it on the same data and ports. */
  startAgain(): Promise<void> {
    return this.#server.startAgain();
  }

  /** Ends it and forgets its data. */
  close(): Promise<void> {
    return this.#opened.disposeAsync();
  }
}

async function tellingProject(folder: string, url: string): Promise<Project> {
  // Loaded by those who need the database alone.
  const { DataStore } = await import('@freshet/store');
  const store = await DataStore.open({ folder });
  const { appID } = await store.projects.create('demo', { ...defaultSwitches, callbacks: true });
  const callbackURLs = Object.fromEntries(noticeNames.map((name) => [name, url]));
  const project = await store.projects.update(appID, { callbackURLs });
  store.close();
  return project;
}
