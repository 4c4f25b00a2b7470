import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { MemoryCluster } from '@freshet/cluster';
import { defaultSwitches, type Log, type MediaPlane, type Project, type ProjectStore, Sessions } from '@freshet/core';
import { millis, seconds, systemClock } from '@freshet/kit';
import { MediasoupMediaPlane, usableAddresses } from '@freshet/media';
import type { InvitationRole, RoomID } from '@freshet/protocol';
import { SqliteProjectStore } from '@freshet/store';
import type { FastifyInstance } from 'fastify';
import { BootError } from './boot/boot-error.ts';
import { ownCertificate } from './boot/certificate.ts';
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
export async function startServer({ settings, log, periods, door }: ServerOptions): Promise<RunningServer> {
  const opened = new AsyncDisposableStack();
  try {
    return await compose(opened, { settings, log, periods: { ...PERIODS, ...periods }, door: { ...DOOR, ...door } });
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function compose(
  opened: AsyncDisposableStack,
  { settings, log, periods, door: doorLimits }: Required<ServerOptions> & { periods: Periods; door: DoorLimits },
): Promise<RunningServer> {
  const clock = systemClock;
  const own = <T extends { close(): unknown }>(part: T): T => {
    opened.defer(async () => {
      await part.close();
    });
    return part;
  };
  const projects = own(await SqliteProjectStore.open({ folder: settings.dataFolder }));
  const demo = await demoProject(projects);
  const mediaAddresses = settings.announce.length > 0 ? settings.announce : usableAddresses();
  const media = own(await openMedia(settings, mediaAddresses, log));
  const registry = own(await new MemoryCluster().join(LEASE));
  const certificate = settings.lan ? await ownCertificate(settings.dataFolder, mediaAddresses) : undefined;
  const app = own(await createHttpApp(certificate));
  const sessions = own(
    await Sessions.open({
      registry,
      projects,
      media,
      clock,
      settings: {
        room: { presenceTick: periods.presenceTick, countTick: periods.countTick, logLength: LOG_LENGTH.room },
        session: {
          heartbeatPeriod: settings.heartbeatPeriod,
          playPatience: periods.playPatience,
          logLength: LOG_LENGTH.session,
        },
      },
      log,
    }),
  );
  const door = new Door(doorLimits);
  const gateway = own(new Gateway({ server: app.server, sessions, door, clock, limits: CONNECTION, log }));
  const invitations = { projects, door, clock, linkLifetime: settings.linkLifetime };
  serveInvitations(app, invitations);
  serveHealth(app, { sessions, media, connectionCount: () => gateway.connectionCount });
  const port = await listen(app, settings);
  log.info({ host: settings.host, port, mediaAddresses }, 'listening');
  return {
    origin: `${certificate ? 'https' : 'http'}://localhost:${port}`,
    mediaAddresses,
    demo,
    projects,
    sessions,
    media,
    link: async (role, origin) => {
      const page = role === 'host' ? 'host' : 'watch';
      return `${origin}/${page}#${await invite(demo, DEMO_ROOM, role, invitations)}`;
    },
    close: () => opened.disposeAsync(),
  };
}

async function demoProject(projects: ProjectStore): Promise<Project> {
  const standing = (await projects.list()).find(({ name }) => name === DEMO_PROJECT);
  return standing ?? projects.create(DEMO_PROJECT, { ...defaultSwitches, l3: true });
}

async function openMedia(settings: Settings, addresses: readonly string[], log: Log): Promise<MediasoupMediaPlane> {
  if (addresses.every((address) => address.startsWith('127.') || address === '::1')) {
    log.warn(
      { addresses },
      'only loopback is announced for media: browsers on other machines, and Firefox, cannot watch',
    );
  }
  const behindNat = settings.announce.length > 0;
  return MediasoupMediaPlane.create({
    workers: settings.workers || availableParallelism(),
    addresses: addresses.map((address) =>
      behindNat ? { listen: '0.0.0.0', announced: address } : { listen: address },
    ),
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
