import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import serveFiles from '@fastify/static';
import { FreshetError } from '@freshet/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { BootError } from '../boot/boot-error.ts';
import type { Certificate } from '../boot/certificate.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PAGES = folder('../../../live/dist/');
const SDK = folder('../../../../packages/web/dist/');

/** Makes the HTTP side: the pages, the SDK for script tags, and one shape for every refusal. */
export async function createHttpApp(certificate: Certificate | undefined): Promise<FastifyInstance> {
  for (const built of [PAGES, SDK]) {
    if (!existsSync(built)) throw new BootError(`${built} is not built. Run: npm run build`);
  }
  const options = { logger: false, bodyLimit: 16 * 1024, trustProxy: false } as const;
  // The two shapes of a Fastify instance differ in the type of their server alone.
  const app = (certificate ? fastify({ ...options, https: certificate }) : fastify(options)) as FastifyInstance;
  await app.register(helmet, helmetOptions(certificate !== undefined));
  await app.register(serveFiles, { root: PAGES, extensions: ['html'], cacheControl: false });
  await app.register(serveFiles, {
    root: SDK,
    prefix: '/sdk/',
    decorateReply: false,
    cacheControl: false,
    // Pages of any origin may load the SDK; what they may do is decided by their token.
    setHeaders: (reply) => reply.header('cross-origin-resource-policy', 'cross-origin'),
  });
  app.setErrorHandler((error, _request, reply) => {
    const { status, code, message } = refusal(error);
    return reply.code(status).send({ code, message });
  });
  return app;
}

function helmetOptions(secure: boolean): NonNullable<Parameters<typeof helmet>[1]> {
  return {
    // A certificate of our own making must not bind the browser to https for this host.
    strictTransportSecurity: false,
    // Other pages may open ours; theirs get no handle on it.
    crossOriginEmbedderPolicy: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        upgradeInsecureRequests: secure ? [] : null,
      },
    },
  };
}

function refusal(error: unknown): { status: number; code: number; message: string } {
  if (error instanceof FreshetError) {
    return { status: error.code === 1002071 ? 429 : 400, code: error.code, message: error.message };
  }
  const status = statusOf(error);
  if (status < 500) return { status, code: 1100001, message: 'the request could not be understood' };
  return { status, code: 1002099, message: 'the server failed' };
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
