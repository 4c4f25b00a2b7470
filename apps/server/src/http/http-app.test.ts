import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Project } from '@freshet/core';
import { millis } from '@freshet/kit';
import { Refusal } from '@freshet/protocol';
import { FakeMediaPlane, type LaunchedServer, launchServer } from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let server: LaunchedServer;

beforeAll(async () => {
  server = await launchServer({ media: new FakeMediaPlane() });
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.origin}${path}`, { headers });

const exchange = (body: string) =>
  fetch(`${server.origin}/api/invitations/exchange`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });

async function assetPath(): Promise<string> {
  const page = await (await get('/host')).text();
  return /\/assets\/[^"]+\.js/.exec(page)?.[0] ?? 'no asset in the page';
}

/** Asks for a path exactly as it is written, and says nothing that is not given. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const asking = request(server.origin, { path, headers });
  const answered = once(asking, 'response');
  asking.end();
  const [response] = (await answered) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

test('a link outlives the secret it was signed with for as long as that counts, and no longer', async () => {
  const { appID } = server.demo;
  const body = JSON.stringify({ invitation: new URL(await server.link('host', server.origin)).hash.slice(1) });
  await server.projects.rotate(appID, 'serverSecret', millis(60_000));
  expect((await exchange(body)).status).toBe(200);
  await server.projects.endOverlap(appID, 'serverSecret');
  expect((await exchange(body)).status).toBe(400);
  const fresh = JSON.stringify({ invitation: new URL(await server.link('host', server.origin)).hash.slice(1) });
  expect((await exchange(fresh)).status).toBe(200);
});

test('a page of an origin that a project names may exchange a link, and no other page', async () => {
  const origin = 'https://shop.example';
  const { appID } = server.demo;
  const body = JSON.stringify({ invitation: new URL(await server.link('audience', server.origin)).hash.slice(1) });
  const from = (method: 'POST' | 'OPTIONS') =>
    fetch(`${server.origin}/api/invitations/exchange`, {
      method,
      ...(method === 'POST'
        ? { body, headers: { origin, 'content-type': 'application/json' } }
        : { headers: { origin } }),
    });
  expect((await from('OPTIONS')).headers.get('access-control-allow-origin')).toBeNull();
  await server.projects.update(appID, { origins: [origin] });
  const asked = await from('OPTIONS');
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
  expect(asked.headers.get('access-control-allow-headers')).toBe('content-type');
  const answered = await from('POST');
  expect(answered.status).toBe(200);
  expect(answered.headers.get('access-control-allow-origin')).toBe(origin);
  await server.projects.update(appID, { origins: [] });
  expect((await from('POST')).headers.get('access-control-allow-origin')).toBeNull();
});

test('pages of any origin may load the SDK, as a script or as a module', async () => {
  const { headers } = await get('/sdk/freshet.js');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

describe('what is served may be kept', () => {
  test('for good where its name has a hash of its content', async () => {
    const response = await get(await assetPath());
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test.each(['/', '/host', '/watch', '/sdk/freshet.js'])('only as long as it is the newest: %s', async (path) => {
    const first = await get(path);
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const etag = first.headers.get('etag') ?? '';
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
  });

  test('by nobody where it is a token', async () => {
    const link = await server.link('audience', server.origin);
    const response = await exchange(JSON.stringify({ invitation: new URL(link).hash.slice(1) }));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('what is refused has one shape', () => {
  test.each([
    ['a path that leads nowhere', '/api/nowhere', 404, 1000010],
    ['an asset that is gone', '/assets/gone.js', 404, 1000010],
    ['a path out of the folder', '/sdk/../../package.json', 403, 1100001],
    ['a hidden file', '/.git/config', 404, 1000010],
    ['an address that cannot be read', '/%', 400, 1100001],
  ])('%s', async (_what, path, status, code) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    expect(Refusal.parse(JSON.parse(answer.body))).toMatchObject({ code });
  });

  test.each([
    ['no JSON', '{', 400, 1100001],
    ['another JSON', '[]', 400, 1100001],
    ['too much', JSON.stringify({ invitation: 'x'.repeat(20_000) }), 413, 1100001],
    ['no invitation of ours', '{"invitation":"x"}', 400, 1002033],
  ])('a body that is %s', async (_what, body, status, code) => {
    const response = await exchange(body);
    expect(response.status).toBe(status);
    expect(Refusal.parse(await response.json())).toMatchObject({ code });
  });

  test('and is a page for who asked for one', async () => {
    const response = await get('/nowhere', { accept: 'text/html' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('There is nothing here');
  });
});

test('a failure of the server is told as such, without its words, and logged', async () => {
  const lines: unknown[] = [];
  const quiet = { info: () => undefined, warn: () => undefined };
  const log = { ...quiet, child: () => log, error: (fields: unknown) => void lines.push(fields) };
  const broken = await launchServer({ media: new FakeMediaPlane(), log });
  const link = await broken.link('audience', broken.origin);
  broken.projects.get = () => Promise.reject<Project>(new Error('the disk burst'));
  const response = await fetch(`${broken.origin}/api/invitations/exchange?secret`, {
    method: 'POST',
    body: JSON.stringify({ invitation: new URL(link).hash.slice(1) }),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ code: 1002099, message: expect.not.stringContaining('burst') });
  expect(lines).toMatchObject([{ path: '/api/invitations/exchange', err: { message: 'the disk burst' } }]);
  await broken.close();
});

test('health, readiness and metrics are told to this machine', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' });
  expect(await (await get('/metrics')).text()).toContain('freshet_sessions 0');
});
