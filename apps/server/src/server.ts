import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { MemoryCluster } from '@freshet/cluster';
import {
  defaultSwitches,
  type Log,
  type MediaPlane,
  type Project,
  type ProjectStore,
  type Registry,
  Sessions,
  type SessionsOptions,
} from '@freshet/core';
import { millis, seconds, systemClock } from '@freshet/kit';
import { MediasoupMediaPlane, usableAddresses } from '@freshet/media';
import type { InvitationRole, RoomID } from '@freshet/protocol';
import { SqliteProjectStore } from '@freshet/store';
import type { FastifyInstance } from 'fastify';
import { BootError } from './boot/boot-error.ts';
import { ownCertificate } from './boot/certificate.ts';
import { isLoopback, type MediaAddress, planMediaAddresses } from './boot/media-addresses.ts';
import type { Periods, Settings } from './boot/settings.ts';
import { Door, type DoorLimits } from './gateway/door.ts';
import { Gateway } from './gateway/gateway.ts';
import { serveHealth } from './http/health.ts';
import { createHttpApp } from './http/http-app.ts';
import { invite, serveInvitations } from './http/invitations.ts';

export { BootError } from './boot/boot-error.ts';
export { makeLog } from './boot/log.ts';
export { type Periods, readSettings, type Settings, settingsTable } from './boot/settings.ts';

/** The room that the printed links lead to. */
const DEMO_ROOM = 'demo' as RoomID;
const DEMO_PROJECT = 'demo';

const PERIODS: Periods = { presenceTick: millis(200), countTick: seconds(1), playPatience: seconds(5) };
const DOOR: DoorLimits = { sockets: 1000, refusedLogins: 20, exchanges: 120 };
const CONNECTION = {
  loginDeadline: seconds(10),
  messagesPerSecond: 50,
  messageBurst: 200,
  unreadBytes: 1024 * 1024,
} as const;
const LEASE = { lease: seconds(10), heartbeat: seconds(1), clock: systemClock } as const;
const LOG_LENGTH = { room: 1024, session: 128 } as const;

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
  /** Addresses told to clients for media. */
  readonly mediaAddresses: readonly string[];
  /** The project that the printed links are for. */
  readonly demo: Project;
  readonly projects: ProjectStore;
  readonly registry: Registry;
  readonly sessions: Sessions;
  readonly media: MediaPlane;
  /** A link to the demo room, as seen from `origin`. */
  link(role: InvitationRole, origin: string): Promise<string>;
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
  const clock = systemClock;
  const own = <T extends { close(): unknown }>(part: T): T => {
    opened.defer(async () => {
      await part.close();
    });
    return part;
  };
  const projects = own(await SqliteProjectStore.open({ folder: settings.dataFolder }));
  const demo = await demoProject(projects);
  const planned = planMediaAddresses(settings.announce, usableAddresses());
  const mediaAddresses = planned.map(({ listen, announced }) => announced ?? listen);
  const media = own(options.media ?? (await openMedia(settings, planned, log)));
  const registry = own(await new MemoryCluster().join(LEASE));
  const certificate = settings.lan ? await ownCertificate(settings.dataFolder, usableAddresses()) : undefined;
  const app = own(await createHttpApp(certificate, log));
  const sessions = own(
    await Sessions.open({ registry, projects, media, clock, log, settings: domainSettings(options) }),
  );
  const door = new Door(options.door);
  const gateway = own(new Gateway({ server: app.server, sessions, door, clock, limits: CONNECTION, log }));
  const invitations = { projects, door, clock, linkLifetime: settings.linkLifetime };
  serveInvitations(app, invitations);
  serveHealth(app, { sessions, media, connectionCount: () => gateway.connectionCount });
  const port = await listen(app, settings);
  log.info({ host: settings.host, port, mediaAddresses }, 'listening');
  return {
    origin: originOf(settings, port),
    mediaAddresses,
    demo,
    projects,
    registry,
    sessions,
    media,
    link: async (role, origin) => {
      const page = role === 'host' ? 'host' : 'watch';
      return `${origin}/${page}#${await invite(demo, DEMO_ROOM, role, invitations)}`;
    },
    close: closing(opened, [gateway, sessions, media]),
  };
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

function domainSettings({ settings, periods }: Composition): SessionsOptions['settings'] {
  const { presenceTick, countTick, playPatience } = periods;
  return {
    room: { presenceTick, countTick, logLength: LOG_LENGTH.room },
    session: { heartbeatPeriod: settings.heartbeatPeriod, playPatience, logLength: LOG_LENGTH.session },
  };
}

function originOf({ host, lan }: Settings, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere || isLoopback(host) ? 'localhost' : host;
  return `${lan ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function demoProject(projects: ProjectStore): Promise<Project> {
  const standing = (await projects.list()).find(({ name }) => name === DEMO_PROJECT);
  return standing ?? projects.create(DEMO_PROJECT, { ...defaultSwitches, l3: true });
}

async function openMedia(settings: Settings, addresses: readonly MediaAddress[], log: Log): Promise<MediaPlane> {
  if (addresses.every(({ listen, announced }) => isLoopback(announced ?? listen))) {
    const text = 'only loopback is announced for media: browsers on other machines, and Firefox, cannot watch';
    log.warn({ addresses }, text);
  }
  return MediasoupMediaPlane.create({
    workers: settings.workers || availableParallelism(),
    addresses,
    firstPort: settings.mediaPort,
    log,
  });
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
