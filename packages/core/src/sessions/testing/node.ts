import { type MemoryCluster, MemoryRegistry } from '@freshet/cluster';
import { type Clock, Emitter, millis, seconds, systemClock } from '@freshet/kit';
import { type AppID, type Params, protocolVersions } from '@freshet/protocol';
import type { FakeMediaPlane } from '@freshet/testkit';
import { type MintOptions, mint } from '@freshet/token';
import { onTestFinished } from 'vitest';
import type { Notice } from '../../ports/notices.ts';
import { defaultLimits, defaultSwitches, type Project } from '../../ports/project-store.ts';
import type { Caller } from '../caller.ts';
import type { SessionsOptions } from '../parts.ts';
import { Sessions } from '../sessions.ts';

/** The only project of the nodes here. */
export const project: Project = {
  appID: 1 as AppID,
  name: 'p',
  state: 'active',
  created: millis(0),
  serverSecret: 's'.repeat(32),
  callbackSecret: 'c'.repeat(32),
  appSign: 'a'.repeat(64),
  switches: defaultSwitches,
  origins: [],
  limits: defaultLimits,
  callbackURLs: {},
};
export const caller: Caller = { address: '192.0.2.1' };

const unchanged: SessionsOptions['projects'] = { get: async () => project, events: new Emitter() };
const LEASE = { lease: seconds(3), heartbeat: seconds(1), clock: systemClock };
const silent = { child: () => silent, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The sessions of one node; closed with the test. `told` gets every notice. */
export async function openNode(
  cluster: MemoryCluster,
  media: FakeMediaPlane,
  clock: Clock = systemClock,
  told: Notice[] = [],
  projects = unchanged,
): Promise<Sessions> {
  const registry = await MemoryRegistry.join(cluster, LEASE);
  const sessions = await Sessions.open({
    registry,
    projects,
    rules: { load: () => new Map(), save: () => undefined },
    notices: { tell: (notice) => void told.push(notice) },
    media,
    clock,
    settings: {
      room: { presenceTick: millis(10), countTick: millis(10), logLength: 16 },
      session: { heartbeatPeriod: seconds(100), playPatience: millis(100), logLength: 16 },
    },
    log: silent,
  });
  onTestFinished(async () => {
    await sessions.close();
    await registry.close();
  });
  return sessions;
}

/** An ordinary login, its token but for what `form` says of it. */
export async function login(
  userID: string,
  roomID = 'room',
  form: Pick<MintOptions, 'form' | 'privileges'> = {},
): Promise<Params<'login'>> {
  const token = await mint({ appID: project.appID, secret: project.serverSecret, userID, lifetime: 3600, ...form });
  return {
    versions: [...protocolVersions],
    appID: project.appID,
    roomID,
    user: { userID, userName: userID },
    token,
    config: { isUserStatusNotify: true, maxMemberCount: 0 },
  };
}
