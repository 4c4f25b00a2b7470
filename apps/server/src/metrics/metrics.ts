import type { MediaLoad, MediaPlane, Sessions } from '@freshet/core';
import type { DataStore } from '@freshet/store';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { cpuSeconds } from './process-cpu.ts';
import type { RefusalCounts } from './refusal-counts.ts';

/** What the metrics look at. */
export type MetricsOptions = {
  readonly version: string;
  readonly sessions: Pick<Sessions, 'load' | 'control'>;
  readonly media: Pick<MediaPlane, 'load'>;
  readonly refusals: RefusalCounts;
  readonly outbox: Pick<DataStore['outbox'], 'waiting' | 'failed'>;
  readonly connectionCount: () => number;
  readonly isDraining: () => boolean;
  /** When the certificate in use ends, in milliseconds since the Unix epoch; `undefined` without HTTPS. */
  readonly certificateEnd: () => number | undefined;
};

type WorkerLoad = MediaLoad['workers'][number];
const DURATIONS = [0.005, 0.02, 0.1, 0.5, 2, 10];

/** Everything that `/metrics` tells. The names are documented in docs/operating.md and do not change. */
export function makeMetrics(app: FastifyInstance, options: MetricsOptions): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  tellService(registry, options);
  tellMedia(registry, options);
  tellRefusals(registry, options);
  tellCallbacks(registry, options);
  tellHttp(registry, app);
  return registry;
}

function gaugesOf(registry: Registry): (name: string, help: string, read: () => number) => void {
  return (name, help, read) => {
    new Gauge({
      name: `freshet_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
}

function tellService(registry: Registry, options: MetricsOptions): void {
  const { version, sessions, connectionCount, isDraining, certificateEnd } = options;
  const gauge = gaugesOf(registry);
  const traffic = () => sessions.control.totals;
  gauge('rooms', 'Rooms with a user in them', () => sessions.load.rooms);
  gauge('sessions', 'Logins, with or without a socket', () => sessions.load.sessions);
  gauge('sessions_attached', 'Logins with a socket', () => sessions.load.attached);
  gauge('streams', 'Streams being published', () => sessions.load.streams);
  gauge('publish_kbps', 'What publishers send, as they report it, in kilobits a second', () => traffic().kbpsIn);
  gauge('play_kbps', 'What viewers receive, as they report it, in kilobits a second', () => traffic().kbpsOut);
  gauge('sockets', 'WebSockets that are open', connectionCount);
  gauge('draining', '1 while the server lets nobody in any more', () => Number(isDraining()));
  const build = { name: 'freshet_build_info', help: '1, with the version', labelNames: ['version'] };
  new Gauge({ ...build, registers: [registry] }).set({ version }, 1);
  new Gauge({
    name: 'freshet_certificate_end_timestamp_seconds',
    help: 'When the certificate in use ends, in seconds since the Unix epoch; 0 without HTTPS',
    registers: [registry],
    collect() {
      this.set((certificateEnd() ?? 0) / 1000);
    },
  });
}

function tellMedia(registry: Registry, { media }: MetricsOptions): void {
  const gauge = gaugesOf(registry);
  const sum = (count: (worker: WorkerLoad) => number): number =>
    media.load().workers.reduce((total, worker) => total + count(worker), 0);
  gauge('media_workers', 'Media workers that are alive', () => media.load().workers.length);
  gauge('media_ingests', 'Streams on their way in', () => sum((worker) => worker.ingests));
  gauge('media_viewers', 'Sessions that can receive', () => sum((worker) => worker.viewers));
  gauge('media_playbacks', 'Streams on their way to viewers', () => sum((worker) => worker.playbacks));
  gauge('media_pipes', 'Streams carried from one worker to another', () => sum((worker) => worker.pipes));
  counter(registry, 'media_worker_deaths_total', 'Media workers that died since the start', [], (tell) =>
    tell({}, media.load().deaths),
  );
  counter(registry, 'media_worker_cpu_seconds_total', 'CPU that a media worker has used', ['pid'], (tell) => {
    for (const { pid } of media.load().workers) {
      const used = cpuSeconds(pid);
      if (used !== undefined) tell({ pid: String(pid) }, used);
    }
  });
}

function tellRefusals(registry: Registry, { refusals }: MetricsOptions): void {
  counter(registry, 'refusals_total', 'Requests of clients that were refused, by code', ['code'], (tell) => {
    for (const [code, count] of refusals.totals) tell({ code: String(code) }, count);
  });
}

function tellCallbacks(registry: Registry, { outbox }: MetricsOptions): void {
  const gauge = gaugesOf(registry);
  gauge('callbacks_waiting', 'Callbacks that are not delivered yet', () => outbox.waiting().count);
  gauge('callbacks_oldest_seconds', 'How long the oldest of them has waited', () => {
    const { oldest } = outbox.waiting();
    return oldest === undefined ? 0 : Math.max(0, Date.now() - oldest) / 1000;
  });
  gauge('callbacks_failed', 'Callbacks of the last days that were given up and not sent again', () => outbox.failed());
}

type Tell = (labels: Record<string, string>, count: number) => void;

// What is counted elsewhere is told anew at each look.
function counter(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly string[],
  read: (tell: Tell) => void,
): void {
  new Counter({
    name: `freshet_${name}`,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect() {
      this.reset();
      read((labels, count) => this.inc(labels, count));
    },
  });
}

function tellHttp(registry: Registry, app: FastifyInstance): void {
  const durations = new Histogram({
    name: 'freshet_http_request_duration_seconds',
    help: 'How long HTTP requests took, by the pattern of their path',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATIONS,
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    // The pattern, never the path: a path may hold a secret, and there is no end of paths.
    const route = routeOptions.url ?? 'none';
    durations.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
}
