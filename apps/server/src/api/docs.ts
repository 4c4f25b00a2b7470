import describeApi from '@fastify/swagger';
import showApi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi.ts';

/** `/docs` to read and try the server API, `/docs/openapi.json` for tools. Everything it loads comes from here. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  const document = openApiDocument();
  await app.register(async (scope) => {
    await scope.register(describeApi, { mode: 'static', specification: { document } });
    await scope.register(showApi, {
      routePrefix: '/docs',
      uiConfig: { layout: 'BaseLayout', docExpansion: 'list', validatorUrl: null },
      theme: { title: 'Freshet server API' },
    });
    scope.get('/docs/openapi.json', () => document);
  });
}
