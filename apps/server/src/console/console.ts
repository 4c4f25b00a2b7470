import type { Control, Log, ProjectStore } from '@freshet/core';
import { type Clock, millis } from '@freshet/kit';
import type { ConsoleEndpoint } from '@freshet/protocol/console';
import type { DataStore } from '@freshet/store';
import type { FastifyInstance } from 'fastify';
import type { LoadSampler } from '../load/load-sampler.ts';
import { accountHandlers } from './account-handlers.ts';
import { Accounts } from './accounts.ts';
import { Attempts } from './attempts.ts';
import { serveConsolePages } from './console-pages.ts';
import { ConsoleRefused } from './console-refused.ts';
import { serveConsoleApi } from './console-routes.ts';
import { ConsoleSessions, type SignedIn } from './console-sessions.ts';
import type { DeliveryDesk } from './delivery-handlers.ts';
import { Desk } from './desk.ts';
import { FailedReplay } from './failed-replay.ts';
import { liveHandlers } from './live-handlers.ts';
import { LiveStreams } from './live-streams.ts';
import { Passwords } from './passwords.ts';
import { projectHandlers } from './project-handlers.ts';
import { Views } from './views.ts';
import { Watches } from './watches.ts';

/** What the console is made of. */
export type ConsoleOptions = {
  readonly store: Pick<DataStore, 'operators' | 'operatorSessions' | 'audit' | 'apiKeys' | 'outbox'>;
  readonly projects: ProjectStore;
  readonly control: Control;
  readonly deliveries: DeliveryDesk;
  readonly load: LoadSampler;
  readonly clock: Clock;
  /** Where users open the server, if that is another address than the one it is called by. */
  readonly publicOrigin: string | undefined;
  readonly log: Log;
};

/** The console that is served. */
export type Console = {
  /** Path of the link that makes the first owner; `undefined` once there is one. */
  readonly setupPath: string | undefined;
  /**
   * Answers a call of the `freshet` command on this machine as an owner would get it.
   *
   * @throws ConsoleRefused
   */
  callAsCommand(endpoint: ConsoleEndpoint, body: unknown): Promise<unknown>;
  /** Ends what watches; calls that run get their answer. */
  close(): void;
};

/** Serves the console at `/console`. */
export async function serveConsole(app: FastifyInstance, options: ConsoleOptions): Promise<Console> {
  const { store, projects, control, deliveries, load, clock, publicOrigin, log } = options;
  const { operators, audit, apiKeys, outbox } = store;
  const sessions = new ConsoleSessions({ operators, sessions: store.operatorSessions, clock });
  const passwords = new Passwords();
  const attempts = new Attempts();
  const accounts = new Accounts({ operators, sessions, passwords, attempts, clock });
  const views = new Views({ control, overview: () => load.overview(), clock });
  const watches = new Watches({ events: control.events, answer: (view) => views.answer(view), log });
  const streams = new LiveStreams({ watches, sessions });
  const failedReplay = new FailedReplay({
    outbox,
    again: (appID, ids) => deliveries.again(appID, ids),
    hurry: (appID) => deliveries.hurry(appID),
  });
  const handlers = {
    ...accountHandlers({ accounts, operators, sessions, passwords, audit, publicOrigin }),
    ...projectHandlers({ projects, control, apiKeys, deliveries, failedReplay, clock }),
    ...liveHandlers({ projects, control, views, load: load.history, clock }),
  };
  const desk = new Desk({ handlers, audit, clock });
  await app.register(
    async (scope) => {
      await serveConsolePages(scope);
      await scope.register(async (api) => serveConsoleApi(api, { desk, sessions, streams, publicOrigin, log }), {
        prefix: '/api',
      });
    },
    { prefix: '/console' },
  );
  return {
    get setupPath() {
      return accounts.setupPath;
    },
    callAsCommand: async (endpoint, body) => callAsCommand(desk, endpoint, body),
    close: () => {
      for (const part of [streams, watches, failedReplay, passwords, sessions]) part.close();
    },
  };
}

/** Who sits at the machine has no account to look after. */
const ofAccounts: ReadonlySet<ConsoleEndpoint> = new Set<ConsoleEndpoint>([
  ...(['standing', 'setUp', 'signIn', 'signOut'] as const),
  ...(['changePassword', 'beginTotp', 'confirmTotp', 'removeTotp'] as const),
]);

const command: SignedIn = {
  operator: { name: 'command', role: 'owner', created: millis(0), secondFactor: { name: 'off' } },
  hash: '',
  csrf: '',
};

function callAsCommand(desk: Desk, endpoint: ConsoleEndpoint, body: unknown): Promise<unknown> {
  if (ofAccounts.has(endpoint)) throw new ConsoleRefused('notAllowed', 'this is for operators in a browser alone');
  return desk.call(endpoint, body, { address: 'local', session: command, keep: () => undefined });
}
