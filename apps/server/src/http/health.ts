import type { MediaPlane, Sessions } from '@freshet/core';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What health and metrics look at. */
export type HealthOptions = {
  readonly sessions: Sessions;
  readonly media: MediaPlane;
  readonly connectionCount: () => number;
};

/**
 * `/healthz` answers while the process lives, `/readyz` while it can take users, `/metrics` in the text format of
 * Prometheus.
 */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const ready = options.media.load().workers.length > 0;
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'no media worker' });
  });
  const registry = makeMetrics(options);
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

function makeMetrics({ sessions, media, connectionCount }: HealthOptions): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `freshet_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  type WorkerLoad = ReturnType<MediaPlane['load']>['workers'][number];
  const sum = (count: (worker: WorkerLoad) => number): number =>
    media.load().workers.reduce((total, worker) => total + count(worker), 0);
  gauge('rooms', 'Rooms with a user in them', () => sessions.load.rooms);
  gauge('sessions', 'Logins, with or without a socket', () => sessions.load.sessions);
  gauge('sessions_attached', 'Logins with a socket', () => sessions.load.attached);
  gauge('streams', 'Streams being published', () => sessions.load.streams);
  gauge('sockets', 'WebSockets that are open', connectionCount);
  gauge('media_workers', 'Media workers that are alive', () => media.load().workers.length);
  gauge('media_worker_deaths', 'Media workers that died since the start', () => media.load().deaths);
  gauge('media_playbacks', 'Streams on their way to viewers', () => sum((worker) => worker.playbacks));
  gauge('media_pipes', 'Streams carried from one worker to another', () => sum((worker) => worker.pipes));
  return registry;
}
