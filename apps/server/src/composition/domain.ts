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
import { seconds, systemClock } from '@freshet/kit';
import { MediasoupMediaPlane, usableAddresses } from '@freshet/media';
import { DataStore } from '@freshet/store';
import { isLoopback, type MediaAddress, planMediaAddresses } from '../boot/media-addresses.ts';
import type { Periods, Settings } from '../boot/settings.ts';
import { Callbacks } from '../callbacks/callbacks.ts';
import type { Own } from './own.ts';

const FIRST_PROJECT = 'demo';
const LEASE = { lease: seconds(10), heartbeat: seconds(1), clock: systemClock } as const;
const LOG_LENGTH = { room: 1024, session: 128 } as const;

/** What the domain is made from. */
export type DomainOptions = {
  readonly settings: Settings;
  readonly periods: Periods;
  /** Another way to move media; the server closes it. */
  readonly media?: MediaPlane;
  readonly log: Log;
};

/** The domain with its adapters. */
export type Domain = {
  readonly store: DataStore;
  /** The project that the printed links are for, unless its operators have removed it. */
  readonly demo: Project | undefined;
  readonly media: MediaPlane;
  readonly mediaAddresses: readonly string[];
  readonly registry: Registry;
  readonly callbacks: Callbacks;
  readonly sessions: Sessions;
};

/** Opens the store and the media plane, and the domain on top of them. */
export async function openDomain(own: Own, { settings, periods, log, ...options }: DomainOptions): Promise<Domain> {
  const store = own(await DataStore.open({ folder: settings.dataFolder }));
  const { projects, outbox, rules } = store;
  const demo = await demoProject(projects);
  const planned = planMediaAddresses(settings.announce, usableAddresses());
  const media = own(options.media ?? (await openMedia(settings, planned, log)));
  const registry = own(await new MemoryCluster().join(LEASE));
  const shared = { projects, clock: systemClock, log };
  const privateNetworks = settings.callbackPrivate;
  const callbacks = own(await Callbacks.open({ ...shared, outbox, privateNetworks }));
  const sessions = own(
    await Sessions.open({
      ...shared,
      registry,
      rules,
      media,
      notices: callbacks,
      settings: domainSettings(settings, periods),
    }),
  );
  const mediaAddresses = planned.map(({ listen, announced }) => announced ?? listen);
  return { store, demo, media, mediaAddresses, registry, callbacks, sessions };
}

function domainSettings({ heartbeatPeriod }: Settings, periods: Periods): SessionsOptions['settings'] {
  const { presenceTick, countTick, playPatience } = periods;
  return {
    room: { presenceTick, countTick, logLength: LOG_LENGTH.room },
    session: { heartbeatPeriod, playPatience, logLength: LOG_LENGTH.session },
  };
}

// Never another project: who reads a start's lines would go live in it past its backend. One that an operator has
// deleted does not come back by itself, unless it was the only one.
async function demoProject(projects: ProjectStore): Promise<Project | undefined> {
  const standing = await projects.list();
  if (standing.length === 0) return projects.create(FIRST_PROJECT, { ...defaultSwitches, l3: true });
  return standing.find(({ name }) => name === FIRST_PROJECT);
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
