import type { Log } from '@freshet/core';
import { type ConsoleEndpoint, consoleEndpoints, View } from '@freshet/protocol/console';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asConsoleRefused, ConsoleRefused } from './console-refused.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { Desk } from './desk.ts';
import { checkOrigin, checkReader, checkToken } from './forgery.ts';
import type { LiveStreams } from './live-streams.ts';
import { readCookie, writeCookie } from './session-cookie.ts';

/** What the routes lead to. */
export type ConsoleRoutesOptions = {
  readonly desk: Desk;
  readonly sessions: ConsoleSessions;
  readonly streams: LiveStreams;
  readonly publicOrigin: string | undefined;
  readonly log: Log;
};

/** Fifty origins, six addresses of callbacks, a long token: all of it fits. Bytes. */
const LONGEST_BODY = 64 * 1024;

/** `POST /console/api/<endpoint>` and `GET /console/api/watch`. */
export function serveConsoleApi(scope: FastifyInstance, options: ConsoleRoutesOptions): void {
  // A form or a plain text is what a page of another origin could send without being asked; JSON is not.
  scope.removeContentTypeParser('text/plain');
  scope.setErrorHandler((error, request, reply) => {
    const refused = asConsoleRefused(error) ?? ofFramework(error);
    if (!refused) options.log.error({ err: error, path: request.routeOptions.url }, 'a call of the console failed');
    const { status, body } = refused ?? new ConsoleRefused('failed');
    return reply.code(statusOf(error) ?? status).send(body);
  });
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  scope.post<{ Params: { endpoint: string } }>('/:endpoint', { bodyLimit: LONGEST_BODY }, (request, reply) =>
    answer(request.params.endpoint, request, reply, options),
  );
  scope.get<{ Querystring: Record<string, unknown> }>('/watch', (request, reply) => {
    checkReader(request, options.publicOrigin);
    const readable = options.streams.open(readCookie(request), readView(request.query.view));
    // Proxies that gather an answer before they hand it on are told not to.
    return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(readable);
  });
}

async function answer(
  endpoint: string,
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, sessions, publicOrigin }: ConsoleRoutesOptions,
): Promise<unknown> {
  checkOrigin(request, publicOrigin);
  if (!isEndpoint(endpoint)) throw new ConsoleRefused('notFound', 'the console has no such call');
  const secret = readCookie(request);
  const session = secret === undefined ? undefined : sessions.use(secret);
  if (session && consoleEndpoints[endpoint][0] !== 'anyone') checkToken(request, session);
  const keep = (given: string | undefined): void => writeCookie(request, reply, given);
  return desk.call(endpoint, request.body, { address: request.ip, session, keep });
}

const isEndpoint = (name: string): name is ConsoleEndpoint => Object.hasOwn(consoleEndpoints, name);

function readView(text: unknown): View {
  try {
    const read = View.safeParse(JSON.parse(String(text)));
    if (read.success) return read.data;
  } catch {
    // No JSON is as little a view as the wrong one.
  }
  throw new ConsoleRefused('invalid', 'this is not a view', 'view');
}

// What the framework refuses by itself: a body that is too long, no JSON, or of another type.
function ofFramework(error: unknown): ConsoleRefused | undefined {
  return statusOf(error) === undefined ? undefined : new ConsoleRefused('invalid');
}

function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
