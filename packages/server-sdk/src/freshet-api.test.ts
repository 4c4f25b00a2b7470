import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { createApi } from './freshet-api.ts';

let server: Server;
afterEach(() => server.close());

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = (status: number, body: string, headers = {}) =>
  listen((_request, response) => void response.writeHead(status, headers).end(body));

test('a call posts its parameters with the key, and answers what the table promises', async () => {
  const asked: unknown[] = [];
  const origin = await listen((request, response) => {
    const { method, url, headers } = request;
    asked.push(method, url, headers.authorization, text(request));
    response.end('{"userCountList":[{"roomID":"lobby","userCount":3,"adminUserCount":0}],"more":1}');
  });
  const api = createApi({ origin, key: 'fk_1' });
  const { userCountList } = await api.describeUserNum({ roomIDs: ['lobby'] });
  expect(userCountList).toEqual([{ roomID: 'lobby', userCount: 3, adminUserCount: 0 }]);
  expect(await Promise.all(asked)).toEqual(['POST', '/api/v1/describeUserNum', 'Bearer fk_1', '{"roomIDs":["lobby"]}']);
});

test.each([
  ['a refusal', 404, '{"code":5024,"message":"there is no such room"}', 5024],
  ['a proxy that fails', 502, '<h1>Bad gateway</h1>', 0],
  ['an answer of another version', 200, '{"users":[]}', 0],
  ['an answer that is no JSON', 200, '<h1>Welcome</h1>', 0],
])('%s rejects with its code and status', async (_what, status, body, code) => {
  const api = createApi({ origin: await answering(status, body), key: 'fk_1' });
  await expect(api.describeUserNum({ roomIDs: ['lobby'] })).rejects.toMatchObject({
    name: 'FreshetApiError',
    code,
    status,
  });
});

test('a redirect is not followed, so that nobody else is shown the key', async () => {
  const api = createApi({ origin: await answering(307, '', { location: 'http://127.0.0.1:1/' }), key: 'fk_1' });
  await expect(api.closeRoom({ roomID: 'lobby' })).rejects.toMatchObject({ status: 307 });
});

test('a server that is not there, does not answer in time, or is given up on rejects with status 0', async () => {
  const silent = await listen(() => undefined);
  const gone = { code: 0, status: 0 };
  const call = (origin: string, timeout: number, signal?: AbortSignal) =>
    createApi({ origin, key: 'fk_1', timeout }).closeRoom({ roomID: 'lobby' }, signal ? { signal } : {});
  await expect(call('http://127.0.0.1:1', 10_000)).rejects.toMatchObject(gone);
  await expect(call(silent, 20)).rejects.toMatchObject({ ...gone, cause: { name: 'TimeoutError' } });
  await expect(call(silent, 10_000, AbortSignal.abort())).rejects.toMatchObject({
    ...gone,
    cause: { name: 'AbortError' },
  });
  server.closeAllConnections();
});
