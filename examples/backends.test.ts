import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Emitter } from '@freshet/kit';
import type { Callback } from '@freshet/server-sdk';
import {
  FakeMediaPlane,
  type LaunchedServer,
  launchServer,
  loginParams,
  uniqueNames,
  WireClient,
} from '@freshet/testkit';
import { getRequestListener } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeBackend as makeExpress } from './express-backend.ts';
import { makeBackend as makeFastify } from './fastify-backend.ts';
import { makeBackend as makeHono } from './hono-backend.ts';
import { readSettings, type Settings } from './settings.ts';

type Take = (callback: Callback) => void;

/** What each framework makes of a request. */
const frameworks = {
  express: (settings: Settings, take: Take) => createServer(makeExpress(settings, take)),
  hono: (settings: Settings, take: Take) => {
    const listen = getRequestListener(makeHono(settings, take).fetch);
    return createServer((request, response) => void listen(request, response));
  },
  fastify: async (settings: Settings, take: Take) => {
    const app = makeFastify(settings, take);
    await app.ready();
    return createServer((request, response) => app.routing(request, response));
  },
};

let server: LaunchedServer;
let settings: Settings;

beforeAll(async () => {
  server = await launchServer({ media: new FakeMediaPlane(), env: { FRESHET_CALLBACK_PRIVATE: '127.0.0.0/8' } });
  const { appID, serverSecret, callbackSecret } = server.demo;
  settings = readSettings({
    FRESHET_ORIGIN: server.origin,
    FRESHET_APP_ID: String(appID),
    FRESHET_SERVER_SECRET: serverSecret,
    FRESHET_CALLBACK_SECRET: callbackSecret,
    FRESHET_API_KEY: server.apiKeys.create(appID, 'example').key,
  });
});
afterAll(() => server.close());

describe.each(Object.entries(frameworks))('the backend with %s', (_name, make) => {
  const told = new Emitter<{ callback: Callback }>();
  let backend: Server;
  let origin: string;

  beforeEach(async () => {
    backend = (await make(settings, (callback) => told.emit('callback', callback))).listen(0, '127.0.0.1');
    await once(backend, 'listening');
    origin = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    backend.closeAllConnections();
    backend.close();
  });

  const tokenOf = async (roomID: string, userID: string): Promise<string> => {
    const response = await fetch(`${origin}/rooms/${roomID}/token`, { method: 'POST', headers: { 'x-user': userID } });
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { token } = await response.json();
    return token;
  };

  test('mints tokens that log its users in, and counts them', async () => {
    const { roomID, userID } = uniqueNames();
    const client = await WireClient.connect(server.origin);
    const params = await loginParams(server, { roomID, userID });
    await client.request('login', { ...params, token: await tokenOf(roomID, userID) });
    expect(await (await fetch(`${origin}/rooms/${roomID}/count`)).json()).toEqual({ userCount: 1 });
    client.close();
  });

  test('receives callbacks of the server, with every digit', async () => {
    const { roomID, userID } = uniqueNames();
    const { demo, projects } = server;
    await projects.update(demo.appID, {
      switches: { ...demo.switches, callbacks: true },
      callbackURLs: { room_create: `${origin}/callbacks` },
    });
    const came = new Promise<Callback>((resolve) => {
      told.on('callback', (callback) => void (callback.roomID === roomID && resolve(callback)));
    });
    const client = await WireClient.connect(server.origin);
    const { roomSessionID } = await client.request('login', await loginParams(server, { roomID, userID }));
    expect(await came).toMatchObject({ event: 'room_create', roomID, roomSessionID, appID: demo.appID });
    client.close();
  });

  test('refuses a callback that is signed by somebody else', async () => {
    const forged = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"event":"room_close"}' };
    expect((await fetch(`${origin}/callbacks`, forged)).status).toBe(401);
  });
});

test('what is not set is named', () => {
  expect(() => readSettings({})).toThrow('FRESHET_ORIGIN is not set');
});
