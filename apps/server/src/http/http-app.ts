import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import serveFiles from '@fastify/static';
import { seconds } from '@freshet/kit';
import fastify, { type FastifyInstance } from 'fastify';
import { BootError } from '../boot/boot-error.ts';
import type { Certificate } from '../boot/certificate.ts';
import { answerRefusals, type RefusalOptions, refuseBadAddress } from './refusals.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PAGES = folder('../../../live/dist/');
const SDK = folder('../../../../packages/web/dist/');
/** Files here have a hash of their content in their name. */
const HASHED = folder('../../../live/dist/assets/');
const A_YEAR = 31_536_000;
/** How long a request may take to arrive. */
const REQUEST_PATIENCE = seconds(10);

/** What the HTTP side is made with. */
export type HttpAppOptions = RefusalOptions & {
  /** For HTTPS; plain HTTP without it. */
  readonly certificate: Certificate | undefined;
  /** Addresses and networks of proxies whose word about their clients counts. */
  readonly trustedProxies: readonly string[];
};

/** Makes the HTTP side: the pages, the SDK for script tags, and one shape for every refusal. */
export async function createHttpApp(made: HttpAppOptions): Promise<FastifyInstance> {
  const { certificate, trustedProxies } = made;
  for (const built of [PAGES, SDK]) {
    if (!existsSync(built)) throw new BootError(`${built} is not built. Run: npm run build`);
  }
  const options = {
    logger: false,
    bodyLimit: 16 * 1024,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    requestTimeout: REQUEST_PATIENCE,
    frameworkErrors: refuseBadAddress,
  } as const;
  // The two shapes of a Fastify instance differ in the type of their server alone.
  const app = (certificate ? fastify({ ...options, https: certificate }) : fastify(options)) as FastifyInstance;
  cutOffAtClose(app);
  await app.register(helmet, helmetOptions(certificate !== undefined));
  await servePages(app);
  answerRefusals(app, made);
  return app;
}

// A client that does not finish its request, its TLS handshake or its goodbye would keep the server from closing.
function cutOffAtClose(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    for (const socket of sockets) socket.destroy();
  });
}

async function servePages(app: FastifyInstance): Promise<void> {
  await app.register(serveFiles, {
    root: PAGES,
    extensions: ['html'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.startsWith(HASHED) ? `public, max-age=${A_YEAR}, immutable` : 'no-cache');
    },
  });
  await app.register(serveFiles, {
    root: SDK,
    prefix: '/sdk/',
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache');
      // Pages of any origin may load the SDK; what they may do is decided by their token.
      reply.header('cross-origin-resource-policy', 'cross-origin');
      reply.header('access-control-allow-origin', '*');
    },
  });
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
