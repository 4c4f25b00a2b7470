import type { ProjectStore } from '@freshet/core';
import type { FastifyInstance } from 'fastify';

/** How long a browser remembers what it was allowed. Seconds. */
const MEMORY = '600';

/**
 * Lets pages of other origins exchange invitations at `path`, where a project names their origin. The answer has the
 * token of one invitation alone, and no cookie counts here. Fetch Standard, section 3.2 (CORS protocol).
 */
export function serveCrossOrigin(app: FastifyInstance, path: string, projects: Pick<ProjectStore, 'list'>): void {
  const isNamed = async (origin: string): Promise<boolean> =>
    (await projects.list()).some(({ origins }) => origins.includes(origin));
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || request.url.split('?', 1)[0] !== path) return;
    reply.header('vary', 'origin');
    if (!(await isNamed(origin))) return;
    // The page reads the answer; helmet's default would keep it from that.
    reply.header('access-control-allow-origin', origin).header('cross-origin-resource-policy', 'cross-origin');
  });
  app.options(path, (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', MEMORY)
      .code(204)
      .send(),
  );
}
