import { type Callback, CallbackRefused, createApi, mint, verifyCallback } from '@freshet/server-sdk';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { readSettings, type Settings } from './settings.ts';

/** A backend with Hono, as it also runs at the edge: tokens, a call of the server API, and a receiver of callbacks. */
export function makeBackend(settings: Settings, take: (callback: Callback) => void): Hono {
  const { appID, serverSecret: secret, callbackSecret, origin, apiKey: key } = settings;
  const api = createApi({ origin, key });
  const app = new Hono();

  app.post('/rooms/:roomID/token', async (context) => {
    // Your own session says who calls; this header stands for it.
    const userID = context.req.header('x-user') ?? '';
    const privileges = { login: true, publish: true };
    const roomID = context.req.param('roomID');
    const streamIDs = [`${userID}-main`];
    const token = await mint({ appID, secret, userID, roomID, privileges, streamIDs, lifetime: 3600 });
    return context.json({ token }, 200, { 'cache-control': 'no-store' });
  });

  app.get('/rooms/:roomID/count', async (context) => {
    const { userCountList } = await api.describeUserNum({ roomIDs: [context.req.param('roomID')] });
    return context.json({ userCount: userCountList[0]?.userCount });
  });

  app.post('/callbacks', async (context) => {
    try {
      // As text: parsing it as JSON would round its greatest numbers.
      take(await verifyCallback(await context.req.text(), callbackSecret));
      return context.body(null, 204);
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error;
      return context.body(null, 401);
    }
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
  const tellWhere = () => void process.stdout.write('listening on http://localhost:3000\n');
  serve({ fetch: makeBackend(readSettings(process.env), take).fetch, port: 3000 }, tellWhere);
}
