import type { FastifyInstance } from 'fastify';
import { mayReadMetrics } from '../metrics/access.ts';
import { type MetricsOptions, makeMetrics } from '../metrics/metrics.ts';

/** What health and metrics look at. */
export type HealthOptions = MetricsOptions & {
  /** Opens the metrics to other machines. */
  readonly metricsToken: string | undefined;
};

/** Why a server cannot take users. */
type Unready = 'draining' | 'no media worker';

const KEEP_OUT = 'Metrics are for this machine, or for who shows FRESHET_METRICS_TOKEN: see docs/operating.md\n';

/**
 * `/healthz` answers while the process lives, `/readyz` while it can take users, `/metrics` in the text format of
 * Prometheus.
 */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const problem = whyUnready(options);
    return reply.code(problem ? 503 : 200).send({ status: problem ?? 'ready' });
  });
  const registry = makeMetrics(app, options);
  app.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (mayReadMetrics(request, options.metricsToken)) {
      return reply.type(registry.contentType).send(await registry.metrics());
    }
    return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain; charset=utf-8').send(KEEP_OUT);
  });
}

function whyUnready({ isDraining, media }: HealthOptions): Unready | undefined {
  if (isDraining()) return 'draining';
  return media.load().workers.length === 0 ? 'no media worker' : undefined;
}
