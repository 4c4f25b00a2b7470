import { type Callback, CallbackRefused, createApi, mint, verifyCallback } from '@freshet/server-sdk';
import express, { type Express } from 'express';
import { readSettings, type Settings } from './settings.ts';

/** A backend with Express: tokens for its users, a call of the server API, and a receiver of callbacks. */
export function makeBackend(settings: Settings, take: (callback: Callback) => void): Express {
  const { appID, serverSecret: secret, callbackSecret, origin, apiKey: key } = settings;
  const api = createApi({ origin, key });
  const app = express();

  app.post('/rooms/:roomID/token', async (request, response) => {
    // Your own session says who calls; this header stands for it.
    const userID = request.get('x-user') ?? '';
    const privileges = { login: true, publish: true };
    const { roomID } = request.params;
    const streamIDs = [`${userID}-main`];
    const token = await mint({ appID, secret, userID, roomID, privileges, streamIDs, lifetime: 3600 });
    response.set('cache-control', 'no-store').json({ token });
  });

  app.get('/rooms/:roomID/count', async (request, response) => {
    const { userCountList } = await api.describeUserNum({ roomIDs: [request.params.roomID] });
    response.json({ userCount: userCountList[0]?.userCount });
  });

  // As text: parsing it as JSON would round its greatest numbers.
  app.post('/callbacks', express.text({ type: 'application/json' }), async (request, response) => {
    try {
      take(await verifyCallback(String(request.body), callbackSecret));
      response.sendStatus(204);
    } catch (error) {
      if (!(error instanceof CallbackRefused)) throw error;
      response.sendStatus(401);
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
  makeBackend(readSettings(process.env), take).listen(3000).once('listening', tellWhere);
}
