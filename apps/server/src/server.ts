import type { AddressInfo } from 'node:net';
import type { Log, MediaPlane, Project, ProjectStore, Registry, Sessions } from '@freshet/core';
import { millis, seconds, systemClock } from '@freshet/kit';
import type { InvitationRole, RoomID } from '@freshet/protocol';
import type { SqliteApiKeys } from '@freshet/store';
import type { FastifyInstance } from 'fastify';
import { serveApi } from './api/serve-api.ts';
import { BootError } from './boot/boot-error.ts';
import { isLoopback } from './boot/media-addresses.ts';
import type { Periods, Settings } from './boot/settings.ts';
import { VERSION } from './boot/version.ts';
import { aboutServer } from './command/about-server.ts';
import { commandCalls } from './command/command-calls.ts';
import { ControlSocket } from './command/control-socket.ts';
import { type Domain, openDomain } from './composition/domain.ts';
import { type Doors, openDoors } from './composition/doors.ts';
import { type Own, ownedBy } from './composition/own.ts';
import { serveConsole } from './console/console.ts';
import type { DoorLimits } from './gateway/door.ts';
import { serveHealth } from './http/health.ts';
import { invite, serveInvitations } from './http/invitations.ts';
import { LoadSampler } from './load/load-sampler.ts';

export { BootError } from './boot/boot-error.ts';
export { makeLog } from './boot/log.ts';
export { type Periods, readSettings, type Settings, settingsTable } from './boot/settings.ts';

/** The room that the printed links lead to. */
const DEMO_ROOM = 'demo' as RoomID;

const PERIODS: Periods = { presenceTick: millis(200), countTick: seconds(1), playPatience: seconds(5) };
const DOOR: DoorLimits = {
  sockets: 1000,
  toldSockets: 100,
  refusedLogins: 20,
  userLogins: 300,
  projectLogins: 1000,
  roomLogins: 200,
  exchanges: 120,
};

/** What a server is started with. */
export type ServerOptions = {
  readonly settings: Settings;
  readonly log: Log;
  /** Shorter periods, for tests. */
  readonly periods?: Partial<Periods>;
  readonly door?: Partial<DoorLimits>;
  /** Another way to move media, for tests; the server closes it. */
  readonly media?: MediaPlane;
};

/** A server that runs. */
export type RunningServer = {
  /** Where this machine's browsers open it, such as `http://localhost:8420`. */
  readonly origin: string;
  /** Where users open it, where that is another address. */
  readonly publicOrigin: string | undefined;
  /** Addresses told to clients for media. */
  readonly mediaAddresses: readonly string[];
  /** The project that the printed links are for, unless its operators have removed it. */
  readonly demo: Project | undefined;
  readonly projects: ProjectStore;
  /** Keys of the server API. */
  readonly apiKeys: SqliteApiKeys;
  readonly registry: Registry;
  readonly sessions: Sessions;
  readonly media: MediaPlane;
  /** A link to a room of `demo`, as seen from `origin`; nothing where that project is gone. */
  link(role: InvitationRole, origin: string): Promise<string | undefined>;
  /** Path of the console; that of its one-time setup link as long as nobody has an account. */
  consolePath(): string;
  /** Lets nobody in any more; resolves when everyone has left, or has had the time that the settings give. */
  drain(): Promise<void>;
  /** Reads the certificate files again, where there are some. */
  reloadCertificate(): void;
  /** Tells every user, frees every port; resolves when nothing is left. */
  close(): Promise<void>;
};

/**
 * Composes a server and starts it. What was opened before a failure is closed again.
 *
 * @throws BootError with one line that says what to do
 */
export async function startServer({ periods, door, ...options }: ServerOptions): Promise<RunningServer> {
  const opened = new AsyncDisposableStack();
  try {
    return await compose(opened, { ...options, periods: { ...PERIODS, ...periods }, door: { ...DOOR, ...door } });
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

type Composition = Pick<ServerOptions, 'settings' | 'log' | 'media'> & {
  readonly periods: Periods;
  readonly door: DoorLimits;
};

async function compose(opened: AsyncDisposableStack, options: Composition): Promise<RunningServer> {
  const { settings, log } = options;
  warnOfUnknown(settings, log);
  const own = ownedBy(opened);
  const domain = await openDomain(own, options);
  const { store, demo, sessions, media, mediaAddresses } = domain;
  const doors = await openDoors(own, { settings, limits: options.door, sessions, log });
  const { app, gateway, door, drain, certificates } = doors;
  const { projects } = store;
  const invitations = { projects, door, clock: systemClock, linkLifetime: settings.linkLifetime };
  serveInvitations(app, invitations);
  const operators = await serveOperation(own, { settings, domain, doors, log });
  const port = await listen(app, settings);
  const origin = originOf(settings, port);
  const about = aboutServer({ settings, origin, mediaAddresses, media, drain, certificates });
  const call = commandCalls({ about, store, media, clock: systemClock, callConsole: operators.callAsCommand });
  own(await ControlSocket.open({ folder: settings.dataFolder, call, log }));
  log.info({ host: settings.host, port, mediaAddresses }, 'listening');
  return {
    origin,
    publicOrigin: settings.publicOrigin,
    mediaAddresses,
    demo,
    projects,
    apiKeys: store.apiKeys,
    registry: domain.registry,
    sessions,
    media,
    link: async (role, origin) => {
      const page = role === 'host' ? 'host' : 'watch';
      const now = demo && (await projects.get(demo.appID));
      return now && `${origin}/${page}#${await invite(now, DEMO_ROOM, role, invitations)}`;
    },
    consolePath: () => operators.setupPath ?? '/console',
    drain: () => drain.begin(settings.drainPeriod, () => sessions.load.sessions === 0),
    reloadCertificate: () => certificates.reload(),
    close: closing(opened, [gateway, sessions, media]),
  };
}

type Operation = Pick<Composition, 'settings' | 'log'> & { readonly domain: Domain; readonly doors: Doors };

/** Serves those who run the server: health and metrics, the console, and the server API. */
async function serveOperation(own: Own, { settings, domain, doors, log }: Operation) {
  const { app, gateway, drain, certificates, refusals } = doors;
  const { store, media, sessions, callbacks } = domain;
  const { projects, apiKeys, audit, nonces, outbox } = store;
  const { control } = sessions;
  const { metricsToken, publicOrigin } = settings;
  const clock = systemClock;
  serveHealth(app, {
    version: VERSION,
    metricsToken,
    outbox,
    sessions,
    media,
    refusals,
    connectionCount: () => gateway.connectionCount,
    isDraining: () => drain.isOn,
    certificateEnd: () => certificates.facts?.end,
  });
  await serveApi(app, { control, projects, apiKeys, audit, nonces, clock, log });
  const load = own(new LoadSampler({ control, media, refusals, clock, version: VERSION }));
  return own(
    await serveConsole(app, { store, projects, control, deliveries: callbacks, load, clock, publicOrigin, log }),
  );
}

// A variable may be misspelt, or may be meant for another version: neither keeps the server from starting.
function warnOfUnknown({ unknown }: Settings, log: Log): void {
  for (const setting of unknown) {
    const meant = setting.meant === undefined ? '' : `: ${setting.meant} may be meant`;
    log.warn(setting, `${setting.name} is no setting of this version, and changes nothing${meant}`);
  }
}

// The users are told in one turn, and the media plane with them: a terminal's Ctrl-C reaches its workers too, and their
// end must be no accident by then. Afterwards everything is closed in its order, and waited for.
function closing(opened: AsyncDisposableStack, told: readonly { close(): Promise<void> }[]): () => Promise<void> {
  const close = async (): Promise<void> => {
    await Promise.allSettled(told.map((part) => part.close()));
    await opened.disposeAsync();
  };
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= close();
    return closed;
  };
}

function originOf({ host, lan, certFile }: Settings, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere || isLoopback(host) ? 'localhost' : host;
  return `${lan || certFile ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new BootError(
        `Port ${port} is taken. Stop what uses it, or choose another: npm start -- --port ${port + 1}`,
      );
    }
    throw new BootError(`Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return (app.server.address() as AddressInfo).port;
}
