import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '@freshet/core';
import type { Millis } from '@freshet/kit';
import type { RoomID, UserID } from '@freshet/protocol';
import type { RunningServer, ServerOptions } from '@freshet/server';
import { mint } from '@freshet/token';

/** How a server under test differs from the one that everyone runs. */
export type LaunchOptions = Partial<Pick<ServerOptions, 'periods' | 'door' | 'media' | 'log'>> & {
  /** Settings by their environment variable. */
  readonly env?: Readonly<Record<string, string>>;
};

/** What a token of the demo project lets its user do; everything everywhere unless said otherwise. */
export type TokenWish = {
  readonly userID: string;
  readonly roomID?: string;
  readonly privileges?: { readonly login: boolean; readonly publish: boolean };
  readonly streamIDs?: readonly string[];
  /** In seconds. */
  readonly lifetime?: number;
  readonly now?: Millis;
};

/** A server of its own, on free ports and with a data folder that goes with it. */
export type LaunchedServer = Omit<RunningServer, 'demo' | 'link'> & {
  /** A data folder of its own always has one. */
  readonly demo: Project;
  link(...wish: Parameters<RunningServer['link']>): Promise<string>;
  /** Mints a token of the demo project. */
  token(wish: TokenWish): Promise<string>;
};

/** What clients without an SDK need of a server: where it is, and tokens of its demo project. */
export type WireServer = Pick<LaunchedServer, 'origin' | 'token'> & {
  readonly demo: Pick<LaunchedServer['demo'], 'appID'>;
};

/** Starts a whole server in this process. */
export async function launchServer({ env = {}, ...options }: LaunchOptions = {}): Promise<LaunchedServer> {
  // Loaded by those who launch one alone: with the server come the media engine and the database.
  const { makeLog, readSettings, startServer } = await import('@freshet/server');
  const folder = await mkdtemp(join(tmpdir(), 'freshet-test-'));
  const settings = readSettings(['--port', '0', '--data', folder], {
    FRESHET_MEDIA_PORT: '0',
    FRESHET_LOG: process.env.FRESHET_LOG ?? 'error',
    ...env,
  });
  const forget = () => rm(folder, { recursive: true, force: true });
  const server = await startServer({ log: makeLog(settings), ...options, settings }).catch(async (error: unknown) => {
    await forget();
    throw error;
  });
  const demo = there(server.demo);
  return {
    ...server,
    demo,
    link: async (...wish) => there(await server.link(...wish)),
    token: (wish) => mint({ lifetime: 3600, ...wish, appID: demo.appID, secret: demo.serverSecret }),
    close: () => server.close().finally(forget),
  };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a new data folder has no project named demo');
  return value;
}

/** Names that no other test of the same server uses. */
export function uniqueNames(): { readonly roomID: RoomID; readonly userID: UserID } {
  const tag = crypto.randomUUID().slice(0, 8);
  return { roomID: `room-${tag}` as RoomID, userID: `user-${tag}` as UserID };
}
