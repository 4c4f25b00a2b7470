import type { MediaPlane } from '@freshet/core';
import type { Clock } from '@freshet/kit';
import { probeWays } from '@freshet/media';
import {
  type AboutServer,
  type ConsoleEndpoint,
  commandEndpoints,
  consoleEndpoints,
  type MediaWay,
} from '@freshet/protocol/console';
import { type DataStore, StoreError } from '@freshet/store';
import { ConsoleRefused } from '../console/console-refused.ts';

/** What the calls of the `freshet` command need. */
export type CommandCallsOptions = {
  readonly about: () => AboutServer;
  readonly store: Pick<DataStore, 'backUp' | 'audit'>;
  readonly clock: Clock;
  readonly media: Pick<MediaPlane, 'viewer'>;
  /** Answers a call of the console as an owner would get it; checks the body, and keeps the audit log. */
  readonly callConsole: (endpoint: ConsoleEndpoint, body: unknown) => Promise<unknown>;
};

/** Answers what the `freshet` command asks: its own endpoints, and those of the console. */
export function commandCalls(options: CommandCallsOptions): (endpoint: string, body: unknown) => Promise<unknown> {
  const { about, media, callConsole } = options;
  return async (endpoint, body) => {
    if (endpoint === 'about') return about();
    if (endpoint === 'probe') return probe(media);
    if (endpoint === 'backup') return backUp(options, body);
    if (!isConsoleEndpoint(endpoint)) throw new ConsoleRefused('notFound', 'the server does not know this call');
    return callConsole(endpoint, body);
  };
}

async function probe(media: Pick<MediaPlane, 'viewer'>): Promise<{ ways: MediaWay[] }> {
  const viewer = await media.viewer('probe');
  try {
    return { ways: [...(await probeWays(viewer))] };
  } finally {
    viewer.close();
  }
}

type BackUp = Pick<CommandCallsOptions, 'store' | 'clock'>;

async function backUp({ store, clock }: BackUp, body: unknown): Promise<Record<string, never>> {
  const read = commandEndpoints.backup[1].safeParse(body);
  if (!read.success) throw new ConsoleRefused('invalid', 'name a folder', 'folder');
  const { folder } = read.data;
  await store.backUp(folder).catch((error: unknown) => {
    throw error instanceof StoreError ? new ConsoleRefused('conflict', error.message, 'folder') : error;
  });
  store.audit.record({ ...atTheMachine, at: clock.now(), action: 'backup', subject: folder, detail: {} });
  return {};
}

// As the calls of the console are written down that the command makes.
const atTheMachine = { kind: 'operator', actor: 'command', address: 'local' } as const;

const isConsoleEndpoint = (name: string): name is ConsoleEndpoint => Object.hasOwn(consoleEndpoints, name);
