import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  FakeMediaPlane,
  type LaunchedServer,
  launchServer,
  loginParams,
  uniqueNames,
  WireClient,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const TOKEN = 'a token for the metrics';
let server: LaunchedServer;

beforeAll(async () => {
  server = await launchServer({ media: new FakeMediaPlane(), env: { FRESHET_METRICS_TOKEN: TOKEN } });
});
afterAll(() => server.close());

const ask = (headers: Record<string, string> = {}) => fetch(`${server.origin}/metrics`, { headers });

async function told(): Promise<string> {
  return (await ask()).text();
}

async function namesIn(file: string): Promise<readonly string[]> {
  const text = await readFile(fileURLToPath(new URL(`../../../../${file}`, import.meta.url)), 'utf8');
  return [...new Set(text.match(/\b(freshet|process|nodejs)_[a-z0-9_]+/g))];
}

async function namesTold(): Promise<readonly string[]> {
  return [...(await told()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
}

const familyOf = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');

describe('every metric is told by the server that is named in', () => {
  test.each(['deploy/monitoring/alerts.yml', 'deploy/monitoring/grafana.json', 'docs/operating.md'])(
    '%s',
    async (file) => {
      const named = await namesIn(file);
      expect(named.length).toBeGreaterThan(3);
      const all = await namesTold();
      expect(named.filter((name) => !all.includes(name) && !all.includes(familyOf(name)))).toEqual([]);
    },
  );
});

test('every metric of ours is documented', async () => {
  const documented = await namesIn('docs/operating.md');
  const own = (await namesTold()).filter((name) => name.startsWith('freshet_'));
  expect(own.filter((name) => !documented.includes(name))).toEqual([]);
});

test('the dashboard is one that Grafana can read', async () => {
  const path = fileURLToPath(new URL('../../../../deploy/monitoring/grafana.json', import.meta.url));
  const { panels } = JSON.parse(await readFile(path, 'utf8'));
  const ids = panels.map(({ id }: { id: number }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(panels.every(({ targets }: { targets: unknown[] }) => targets.length > 0)).toBe(true);
});

test('a refusal is counted by its code, whether by WebSocket or by HTTP', async () => {
  const client = await WireClient.connect(server.origin);
  const params = { ...(await loginParams(server, uniqueNames())), token: '' };
  await expect(client.request('login', params)).rejects.toMatchObject({ code: 1002067 });
  client.close();
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ invitation: 'x' });
  await fetch(`${server.origin}/api/invitations/exchange`, { method: 'POST', headers, body });
  expect(await told()).toMatch(/^freshet_refusals_total\{code="1002067"\} 1$/m);
  expect(await told()).toMatch(/^freshet_refusals_total\{code="1002033"\} 1$/m);
});

test('a viewer who waits for a stream is no refusal', async () => {
  const { client } = await wireLogin(server, uniqueNames());
  await expect(client.request('play', { streamID: 'not-there-yet', resourceMode: 2 })).rejects.toMatchObject({
    code: 1004002,
  });
  client.close();
  expect(await told()).not.toContain('code="1004002"');
});

test('a request is counted under the pattern of its path, never under the path', async () => {
  await fetch(`${server.origin}/assets/secret-in-a-path.js`);
  await fetch(`${server.origin}/healthz`);
  const metrics = await told();
  expect(metrics).toContain(
    'freshet_http_request_duration_seconds_count{method="GET",route="/healthz",status="200"} 1',
  );
  expect(metrics).not.toContain('secret-in-a-path');
});

describe('metrics are read', () => {
  const viaProxy = { 'x-forwarded-for': '192.0.2.1' };
  test('by this machine', async () => {
    expect((await ask()).status).toBe(200);
  });

  test('by nobody through a proxy on it', async () => {
    const answer = await ask(viaProxy);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('FRESHET_METRICS_TOKEN');
  });

  test('by whoever shows the token, and by nobody with another', async () => {
    expect((await ask({ ...viaProxy, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect((await ask({ ...viaProxy, authorization: `Bearer ${TOKEN}x` })).status).toBe(401);
    expect((await ask({ ...viaProxy, authorization: TOKEN })).status).toBe(401);
  });
});
