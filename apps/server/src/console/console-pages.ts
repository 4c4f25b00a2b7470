import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { BootError } from '../boot/boot-error.ts';

const PAGES = fileURLToPath(new URL('../../../console/dist/', import.meta.url));
/** Files here have a hash of their content in their name. */
const HASHED = `${PAGES}assets/`;
const A_YEAR = 31_536_000;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The console's pages, which no other page may frame. Every address below `/console` leads to them, so that each of
 * them can be opened again by its address.
 *
 * @throws BootError where they are not built
 */
export async function serveConsolePages(scope: FastifyInstance): Promise<void> {
  if (!existsSync(PAGES)) throw new BootError(`${PAGES} is not built. Run: npm run build`);
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', POLICY).header('x-frame-options', 'DENY');
  });
  await scope.register(serveFiles, {
    root: PAGES,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.startsWith(HASHED) ? `public, max-age=${A_YEAR}, immutable` : 'no-cache');
    },
  });
  scope.get('', { prefixTrailingSlash: 'no-slash' } as object, (_request, reply) =>
    reply.sendFile('index.html', PAGES),
  );
  scope.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (wantsPage) return reply.header('cache-control', 'no-cache').sendFile('index.html', PAGES);
    return reply.code(404).send({ reason: 'notFound', message: 'there is nothing here' });
  });
}
