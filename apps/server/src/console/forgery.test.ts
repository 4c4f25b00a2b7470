import { type ConsoleEndpoint, consoleEndpoints, type OperatorRole } from '@freshet/protocol/console';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyBodies, ConsoleStage, type Person } from './testing/console-stage.ts';

let stage: ConsoleStage;
let people: Record<OperatorRole, Person>;

beforeAll(async () => {
  stage = await ConsoleStage.open();
  const owner = await stage.owner();
  people = {
    owner,
    operator: await stage.invited(owner, 'operator', 'operator'),
    viewer: await stage.invited(owner, 'viewer', 'viewer'),
  };
});
afterAll(() => stage.close());

const endpoints = Object.keys(consoleEndpoints) as ConsoleEndpoint[];
const closed = endpoints.filter((endpoint) => consoleEndpoints[endpoint][0] !== 'anyone');
const ranks = { anyone: 0, viewer: 1, operator: 2, owner: 3 };
/** These would sign the caller out, or use up the guesses of this address. */
const costly = ['signOut', 'changePassword', 'removeTotp', 'confirmTotp'];

const bodyOf = (endpoint: ConsoleEndpoint) => anyBodies(stage.project.appID)[endpoint];

describe.each(['viewer', 'operator', 'owner'] as const)('the role %s', (role) => {
  test.each(closed.filter((endpoint) => !costly.includes(endpoint)))(
    'may call %s exactly where the table says so',
    async (endpoint) => {
      const { status, body } = await people[role].browser.call(endpoint, bodyOf(endpoint));
      const mayCall = ranks[role] >= ranks[consoleEndpoints[endpoint][0]];
      if (mayCall) expect([401, 403, 500], JSON.stringify(body)).not.toContain(status);
      else expect({ status, body }).toMatchObject({ status: 403, body: { reason: 'notAllowed' } });
    },
  );
});

test.each(closed)('%s is refused to whoever is not signed in', async (endpoint) => {
  const answer = await stage.browser().call(endpoint, bodyOf(endpoint));
  expect(answer).toMatchObject({ status: 401, body: { reason: 'signedOut' } });
});

describe('a call with the cookie of an owner is refused', () => {
  const cases = [
    ['without the token', { 'x-freshet-csrf': undefined }],
    ['with the token of another session', { 'x-freshet-csrf': 'a'.repeat(43) }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from a sandboxed page', { origin: 'null' }],
    ['from another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['from a site next door, by the word of the browser', { 'sec-fetch-site': 'same-site' }],
    ['without a word on where it comes from', { origin: undefined }],
  ] as const;

  test.each(cases)('%s', async (_what, headers) => {
    const { browser } = people.owner;
    const before = (await browser.call('projects', {})).body.projects.length;
    const answer = await browser.call('createProject', { name: 'forged' }, headers);
    expect(answer).toMatchObject({ status: 403, body: { reason: 'wrongOrigin' } });
    expect((await browser.call('projects', {})).body.projects).toHaveLength(before);
  });

  test.each([
    ['as a form', 'application/x-www-form-urlencoded', 'name=forged', 415],
    ['as plain text', 'text/plain', '{"name":"forged"}', 415],
    ['as no JSON', 'application/json', '{', 400],
    ['with nothing', 'application/json', '', 400],
    ['with too much', 'application/json', JSON.stringify({ name: 'x'.repeat(70_000) }), 413],
  ])('%s', async (_what, type, text, status) => {
    const response = await people.owner.browser.post('createProject', text, { 'content-type': type });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ reason: 'invalid' });
  });

  test('with a body that the table does not know', async () => {
    const response = await people.owner.browser.post('createProject', '{"name":7}');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ reason: 'invalid', field: 'name' });
  });
});

test('a page at the public address of the server may call, whatever a proxy calls the server', async () => {
  const answer = await people.owner.browser.call('projects', {}, { origin: 'https://public.example' });
  expect(answer.status).toBe(200);
});

test('a page of another origin can neither sign in nor spend the setup link', async () => {
  const headers = { origin: 'https://evil.example' };
  const { name, password } = people.owner;
  expect((await stage.browser().call('signIn', { name, password }, headers)).status).toBe(403);
  const link = { secret: 'x', name: 'x', password: 'a long password' };
  expect((await stage.browser().call('setUp', link, headers)).status).toBe(403);
});

test.each(['nothing', 'toString', '__proto__', 'constructor'])('there is no call %s', async (name) => {
  const response = await people.owner.browser.post(name, '{}');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ reason: 'notFound' });
});

test('no answer is kept by a cache, and none is open to other origins', async () => {
  const { headers } = await people.owner.browser.call('projects', {}, { 'sec-fetch-site': 'same-origin' });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test('markup in a name comes back as JSON, letter for letter', async () => {
  const name = '<img src=x onerror="alert(1)">';
  const { body } = await people.owner.browser.call('createProject', { name });
  const { body: project, headers } = await people.owner.browser.call('project', { appID: body.appID });
  expect(project.name).toBe(name);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
});

describe('the pages', () => {
  test.each(['/console', '/console/', '/console/projects/7/tokens'])(
    '%s runs no script but our own, and nobody frames it',
    async (path) => {
      const response = await stage.browser().get(path, { accept: 'text/html' });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(response.headers.get('x-frame-options')).toBe('DENY');
      expect(await response.text()).not.toMatch(/<script(?![^>]* src=)/);
    },
  );

  test('what has a hash in its name may be kept for good, and what is not there is not a page', async () => {
    const page = await (await stage.browser().get('/console')).text();
    const asset = /\/console\/assets\/[^"]+\.js/.exec(page)?.[0] ?? 'none';
    const response = await stage.browser().get(asset);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await stage.browser().get('/console/assets/gone.js')).status).toBe(404);
  });
});
