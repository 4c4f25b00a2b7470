import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryCluster } from '@freshet/cluster';
import { defaultSwitches, type Log, type Project, Sessions } from '@freshet/core';
import { type Clock, type Millis, millis, seconds, systemClock } from '@freshet/kit';
import type { ConsoleBody, ConsoleEndpoint, OperatorRole } from '@freshet/protocol/console';
import { DataStore } from '@freshet/store';
import { FakeMediaPlane } from '@freshet/testkit';
import { createHttpApp } from '../../http/http-app.ts';
import { LoadSampler } from '../../load/load-sampler.ts';
import { RefusalCounts } from '../../metrics/refusal-counts.ts';
import { type Console, serveConsole } from '../console.ts';
import type { DeliveryDesk } from '../delivery-handlers.ts';
import { ConsoleBrowser } from './console-browser.ts';

/** A clock that a test puts forward. */
class TestClock implements Clock {
  #ahead = 0;

  now(): Millis {
    return millis(systemClock.now() + this.#ahead);
  }

  forward(length: Millis): void {
    this.#ahead += length;
  }
}

/** Someone who is signed in. */
export type Person = { readonly name: string; readonly password: string; readonly browser: ConsoleBrowser };

/** The console over real HTTP, with a data folder of its own, a clock that can be put forward, and a proxy that it trusts. */
export class ConsoleStage {
  readonly clock: TestClock;
  readonly store: DataStore;
  readonly sessions: Sessions;
  readonly refusals: RefusalCounts;
  readonly console: Console;
  readonly origin: string;
  readonly project: Project;
  /** Every line that was logged. */
  readonly logged: readonly string[];
  readonly #opened: AsyncDisposableStack;

  static async open(folder?: string): Promise<ConsoleStage> {
    const opened = new AsyncDisposableStack();
    const logged: string[] = [];
    const log = recordingLog(logged);
    const clock = new TestClock();
    const store = await DataStore.open({ folder: folder ?? (await temporaryFolder(opened)) });
    opened.defer(() => store.close());
    const { projects, rules } = store;
    const media = new FakeMediaPlane();
    const registry = await new MemoryCluster().join({ lease: seconds(10), heartbeat: seconds(1), clock: systemClock });
    const notices = { tell: () => undefined };
    const settings = {
      room: { presenceTick: millis(20), countTick: millis(20), logLength: 64 },
      session: { heartbeatPeriod: seconds(100), playPatience: seconds(1), logLength: 64 },
    };
    const sessions = await Sessions.open({ registry, projects, rules, notices, media, clock, log, settings });
    const refusals = new RefusalCounts(clock);
    const { control } = sessions;
    const load = new LoadSampler({ control, media, refusals, clock, version: '0' });
    const app = await createHttpApp({
      certificate: undefined,
      trustedProxies: ['127.0.0.1'],
      refused: () => undefined,
      log,
    });
    const deliveries: DeliveryDesk = {
      deliveries: ({ appID, ...wish }) => ({
        deliveries: store.outbox.list(appID, wish).map(({ appID: _, ...delivery }) => delivery),
        more: false,
      }),
      replay: (_appID, ids) => ids.length,
      again: (_appID, ids) => ids.length,
      hurry: () => undefined,
    };
    const publicOrigin = 'https://public.example';
    const served = await serveConsole(app, { store, projects, control, deliveries, load, clock, publicOrigin, log });
    await app.listen({ host: '127.0.0.1', port: 0 });
    opened.defer(async () => {
      served.close();
      load.close();
      await Promise.all([app.close(), sessions.close(), media.close()]);
      await registry.close();
    });
    const project = await projects.create('shop', { ...defaultSwitches, l3: true });
    const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    return new ConsoleStage({ clock, store, sessions, refusals, console: served, origin, project, logged, opened });
  }

  private constructor(
    parts: Pick<
      ConsoleStage,
      'clock' | 'store' | 'sessions' | 'refusals' | 'console' | 'origin' | 'project' | 'logged'
    > & { readonly opened: AsyncDisposableStack },
  ) {
    this.clock = parts.clock;
    this.store = parts.store;
    this.sessions = parts.sessions;
    this.refusals = parts.refusals;
    this.console = parts.console;
    this.origin = parts.origin;
    this.project = parts.project;
    this.logged = parts.logged;
    this.#opened = parts.opened;
  }

  /** A browser that nobody is signed in with. */
  browser(): ConsoleBrowser {
    return new ConsoleBrowser(this.origin);
  }

  /** The first owner, made by the setup link. */
  async owner(): Promise<Person> {
    return this.#enter('owner', this.console.setupPath ?? '');
  }

  /** Someone whom an owner invites. */
  async invited(owner: Person, name: string, role: OperatorRole): Promise<Person> {
    const { body } = await owner.browser.call('inviteOperator', { name, role });
    return this.#enter(name, String((body as ConsoleBody<'setUp'> & { path?: string }).path));
  }

  close(): Promise<void> {
    return this.#opened.disposeAsync();
  }

  async #enter(name: string, path: string): Promise<Person> {
    const browser = this.browser();
    const password = `a long password of ${name}`;
    const secret = secretOf(path);
    const { status } = await browser.call('setUp', { secret, name, password });
    if (status !== 200) throw new Error(`${name} could not be set up: ${status}`);
    return { name, password, browser };
  }
}

/** The secret in a link. */
export const secretOf = (path: string): string => new URLSearchParams(path.split('#')[1]).get('setup') ?? '';

/** A body that each endpoint takes, so that only who may call it makes a difference. */
export function anyBodies(appID: number): { readonly [E in ConsoleEndpoint]: ConsoleBody<E> } {
  const room = { appID, roomID: 'nowhere' };
  const window = { offset: 0, limit: 10 };
  return {
    standing: {},
    setUp: { secret: 'none', name: 'x', password: 'long enough, this' },
    signIn: { name: 'x', password: 'none' },
    signOut: {},
    changePassword: { current: 'none', next: 'long enough, this' },
    beginTotp: {},
    confirmTotp: { code: '000000' },
    removeTotp: { password: 'none' },
    operators: {},
    inviteOperator: { name: 'newcomer', role: 'viewer' },
    setOperatorRole: { name: 'nobody', role: 'viewer' },
    removeOperator: { name: 'nobody' },
    audit: { limit: 10 },
    projects: {},
    project: { appID },
    createProject: { name: 'another' },
    updateProject: { appID, name: 'renamed' },
    deleteProject: { appID, typedName: 'not its name' },
    secrets: { appID },
    rotateSecret: { appID, secret: 'callbackSecret', overlapHours: 0 },
    endOverlap: { appID, secret: 'callbackSecret' },
    apiKeys: { appID },
    createApiKey: { appID, name: 'key' },
    revokeApiKey: { appID, id: 'none' },
    mintToken: { appID, userID: 'ann' },
    explainToken: { appID, token: '04none' },
    deliveries: { appID, limit: 10 },
    replayDeliveries: { appID, ids: [1] },
    look: { view: { view: 'rooms', order: 'name', ...window } },
    loadHistory: { minutes: 10 },
    qualityHistory: { appID, streamID: 'none', minutes: 10 },
    kick: { ...room, userIDs: ['ann'], reason: '' },
    closeRoom: { ...room, reason: '' },
    forbidStream: { ...room, streamID: 'none' },
    resumeStream: { appID, streamID: 'none' },
    forbidUser: { appID, userID: 'ann', login: true, publish: false, seconds: 60 },
    rules: { appID },
    liftRule: { appID, id: 'none' },
    sendMessage: { ...room, message: 'hello' },
  };
}

async function temporaryFolder(opened: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-console-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function recordingLog(lines: string[]): Log {
  const take = (fields: Record<string, unknown>, text: string): void => {
    lines.push(`${text} ${JSON.stringify(fields, (_key, value) => (value instanceof Error ? value.stack : value))}`);
  };
  const log: Log = { child: () => log, info: take, warn: take, error: take };
  return log;
}
