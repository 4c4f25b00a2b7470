import { type Callback, CallbackRefused, createApi, mint, verifyCallback } from '@freshet/server-sdk';
import fastify, { type FastifyInstance } from 'fastify';
import { readSettings, type Settings } from './settings.ts';

type OfRoom = { Params: { roomID: string } };

/** A backend with Fastify: tokens for its users, a call of the server API, and a receiver of callbacks. */
export function makeBackend(settings: Settings, take: (callback: Callback) => void): FastifyInstance {
  const { appID, serverSecret: secret, callbackSecret, origin, apiKey: key } = settings;
  const api = createApi({ origin, key });
  const app = fastify();

  app.post<OfRoom>('/rooms/:roomID/token', async (request, reply) => {
    // Your own session says who calls; this header stands for it.
    const userID = String(request.headers['x-user'] ?? '');
    const privileges = { login: true, publish: true };
    const { roomID } = request.params;
    const streamIDs = [`${userID}-main`];
    const token = await mint({ appID, secret, userID, roomID, privileges, streamIDs, lifetime: 3600 });
    return reply.header('cache-control', 'no-store').send({ token });
  });

  app.get<OfRoom>('/rooms/:roomID/count', async (request) => {
    const { userCountList } = await api.describeUserNum({ roomIDs: [request.params.roomID] });
    return { userCount: userCountList[0]?.userCount };
  });

  void app.register(async (scope) => {
    // As text: parsing it as JSON would round its greatest numbers.
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string' },
      async (_request: unknown, body: string) => body,
    );
    scope.post<{ Body: string }>('/callbacks', async (request, reply) => {
      try {
        take(await verifyCallback(request.body, callbackSecret));
        return await reply.code(204).send();
      } catch (error) {
        if (!(error instanceof CallbackRefused)) throw error;
        return reply.code(401).send();
      }
    });
  });

  return app;
}

if (import.meta.main) {
  const seen = new Set<string>();
  const take = ({ deliveryID, event, roomID }: Callback) => {
    // A callback whose answer was lost comes again. Keep what you have seen with the data it changed.
    if (seen.has(deliveryID)) return;
    seen.add(deliveryID);
    process.stdout.write(`${event} in ${roomID}\n`);
  };
  await makeBackend(readSettings(process.env), take).listen({ port: 3000 });
  process.stdout.write('listening on http://localhost:3000\n');
}
