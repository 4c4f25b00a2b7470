import { request } from 'node:http';
import { defaultSwitches } from '@freshet/core';
import { millis } from '@freshet/kit';
import { apiErrors, operationNames, operations } from '@freshet/protocol/server-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sign } from './signature.ts';
import { ApiStage } from './testing/api-stage.ts';
import { ScriptedControl } from './testing/scripted-control.ts';

let control: ScriptedControl;
let stage: ApiStage;

beforeEach(async () => {
  control = new ScriptedControl();
  stage = await ApiStage.open(control);
});
afterEach(() => stage.close());

const ACTION = 'DescribeUserNum';
const QUERY = 'RoomId[]=lobby';
const PARAMS = { roomIDs: ['lobby'] };
const ask = (common: Readonly<Record<string, string | undefined>>, secret?: string) =>
  stage.signed(ACTION, QUERY, { common, ...(secret === undefined ? {} : { secret }) });
const at = (seconds: number) => String(Math.floor(stage.now / 1000) + seconds);

test('the public vector of the signature holds', () => {
  const secret = '9193cc662a4c0ec135ec71fb57194b38';
  expect(sign('12345', '4fd24687296dd9f3', secret, '1615186943')).toBe('43e5cfcca828314675f91b001390566a');
});

describe('a signed request', () => {
  test.each([
    ['without AppId', 100000001, { AppId: undefined }],
    ['with an AppId that is no number', 100000001, { AppId: 'shop' }],
    ['without Timestamp', 100000002, { Timestamp: undefined }],
    ['with a Timestamp that is no number', 100000003, { Timestamp: 'now' }],
    ['with an empty Action', 100000006, { Action: '' }],
    ['with an Action that does not exist', 100000007, { Action: 'OpenRoom' }],
    ['with an Action of another object', 100000007, { Action: 'constructor' }],
    ['without SignatureNonce', 100000008, { SignatureNonce: undefined }],
    ['with a SignatureNonce that could be guessed', 100000008, { SignatureNonce: '1' }],
    ['without Signature', 100000009, { Signature: undefined }],
    ['with another signature', 100000005, { Signature: '43e5cfcca828314675f91b001390566a' }],
    ['with a short signature', 100000005, { Signature: '43' }],
    ['of an unknown project', 100000010, { AppId: '7' }],
    ['without SignatureVersion', 100000013, { SignatureVersion: undefined }],
    ['of another SignatureVersion', 100000014, { SignatureVersion: '1.0' }],
  ])('%s is refused with %i', async (_what, code, common) => {
    const reply = await ask(common);
    expect(reply).toMatchObject({ Code: code, Data: null });
    expect(reply.Message).toContain(String(code));
  });

  test('signed with another secret is refused with 100000005', async () => {
    expect(await ask({}, '0'.repeat(32))).toMatchObject({ Code: 100000005 });
  });

  test('whose AppId, nonce or time was changed afterwards is refused with 100000005', async () => {
    const { serverSecret, appID } = stage.project;
    const other = await stage.store.projects.create('other', defaultSwitches);
    const nonce = '4fd24687296dd9f3';
    const Signature = sign(String(appID), nonce, serverSecret, at(0));
    for (const changed of [
      { AppId: String(other.appID) },
      { SignatureNonce: '4fd24687296dd9f4' },
      { Timestamp: at(1) },
    ]) {
      const said = { SignatureNonce: nonce, Timestamp: at(0), Signature, ...changed };
      expect(await ask(said)).toMatchObject({ Code: 100000005 });
    }
    expect(await ask({ SignatureNonce: nonce, Timestamp: at(0), Signature })).toMatchObject({ Code: 0 });
  });

  test('is taken from a clock that is 10 minutes off, and refused with 100000004 beyond', async () => {
    for (const [seconds, code] of [
      [-600, 0],
      [600, 0],
      [-601, 100000004],
      [601, 100000004],
    ] as const) {
      expect(await ask({ Timestamp: at(seconds) })).toMatchObject({ Code: code });
    }
  });

  test('counts once: a replay is refused with 100000008 for as long as its time would be taken', async () => {
    const said = { SignatureNonce: '4fd24687296dd9f3', Timestamp: at(600) };
    expect(await ask(said)).toMatchObject({ Code: 0 });
    for (const later of [0, 600, 600]) {
      stage.pass(later);
      expect(await ask(said)).toMatchObject({ Code: 100000008 });
    }
    stage.pass(1);
    expect(await ask(said)).toMatchObject({ Code: 100000004 });
  });

  test('counts once also where the server was started again in between', async () => {
    const said = { SignatureNonce: '4fd24687296dd9f3', Timestamp: at(0) };
    expect(await ask(said)).toMatchObject({ Code: 0 });
    await stage.restart();
    expect(await ask(said)).toMatchObject({ Code: 100000008 });
    expect(await ask({ Timestamp: at(0) })).toMatchObject({ Code: 0 });
  });

  test('that was refused for its signature spends no nonce', async () => {
    const said = { SignatureNonce: '4fd24687296dd9f3' };
    expect(await ask(said, '0'.repeat(32))).toMatchObject({ Code: 100000005 });
    expect(await ask(said)).toMatchObject({ Code: 0 });
  });

  test('with the former ServerSecret is taken during the overlap, and not after it', async () => {
    const former = stage.project.serverSecret;
    const { appID } = stage.project;
    const { projects } = stage.store;
    await projects.rotate(appID, 'serverSecret', millis(60_000));
    const { serverSecret, formerServerSecret } = (await projects.get(appID)) ?? stage.project;
    stage.now = millis((formerServerSecret?.until ?? 0) - 1);
    expect(await ask({}, former)).toMatchObject({ Code: 0 });
    expect(await ask({}, serverSecret)).toMatchObject({ Code: 0 });
    stage.pass(1);
    expect(await ask({}, former)).toMatchObject({ Code: 100000005 });
    expect(await ask({}, serverSecret)).toMatchObject({ Code: 0 });
  });

  test('is answered at the base address without a slash too, and may be kept by nobody', async () => {
    const { serverSecret, appID } = stage.project;
    const nonce = '4fd24687296dd9f3';
    const query = new URLSearchParams({
      Action: ACTION,
      AppId: String(appID),
      SignatureNonce: nonce,
      Timestamp: at(0),
      SignatureVersion: '2.0',
      Signature: sign(String(appID), nonce, serverSecret, at(0)),
    });
    const response = await fetch(`${stage.origin}/v2?${query}&${QUERY}`);
    expect(await response.json()).toMatchObject({
      Code: 0,
      Message: 'success',
      RequestId: expect.stringMatching(/.{8}/),
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test.each([['{'], ['"RoomId"'], ['[1]']])('with the body %s is refused with 2', async (body) => {
    expect(await stage.signed(ACTION, '', { body })).toMatchObject({ Code: 2 });
  });
});

describe('a bearer request', () => {
  test.each([
    ['no key', ''],
    ['a made-up key', `fk_${'0'.repeat(16)}_${'0'.repeat(64)}`],
    ['what is no key', 'shop'],
  ])('with %s is refused with 401', async (_what, key) => {
    const { status, body } = await stage.bearer('describeUserNum', PARAMS, key);
    expect({ status, body }).toMatchObject({ status: 401, body: { code: 100000101 } });
  });

  test('with a revoked key is refused with 401', async () => {
    const { id, key } = stage.store.apiKeys.create(stage.project.appID, 'old');
    expect(await stage.bearer('describeUserNum', PARAMS, key)).toMatchObject({ status: 200 });
    stage.store.apiKeys.revoke(stage.project.appID, id);
    expect(await stage.bearer('describeUserNum', PARAMS, key)).toMatchObject({ status: 401 });
  });

  test.each(['openRoom', 'constructor', 'DescribeUserNum'])(
    'for %s, which is none, is refused with 404',
    async (name) => {
      expect(await stage.bearer(name, {})).toMatchObject({ status: 404, body: { code: 100000007 } });
    },
  );

  test.each([['{'], ['[]'], ['7']])('with the body %s is refused with 400', async (body) => {
    expect(await stage.bearer('describeUserNum', body)).toMatchObject({ status: 400, body: { code: 2 } });
  });
});

describe('a body is told what it should be', () => {
  const bearer = (headers: Record<string, string>, body: BodyInit) =>
    fetch(`${stage.origin}/api/v1/describeUserNum`, {
      ...{ method: 'POST', body },
      headers: { authorization: `Bearer ${stage.key}`, ...headers },
    });
  const bytes = new TextEncoder().encode(JSON.stringify(PARAMS));
  const json = { 'content-type': 'application/json' };

  test.each<[string, Record<string, string>, BodyInit, string]>([
    ['without a content-type', {}, bytes, 'came without a content-type'],
    ['of text', { 'content-type': 'text/plain' }, bytes, 'came as text/plain'],
    ['of a form', {}, new URLSearchParams({ RoomId: 'lobby' }), 'came as application/x-www-form-urlencoded'],
    [
      'of a content-type that is none',
      { 'content-type': 'json' },
      bytes,
      'send JSON, with "content-type: application/json"',
    ],
    ['that is empty', json, '', 'send {} where there are no parameters'],
    ['that is cut off', json, '{"roomIDs":', 'the body is no JSON'],
    ['that is too large', json, `"${'x'.repeat(20_000)}"`, 'larger than 16 kB'],
  ])('%s, in both forms', async (_what, headers, body, words) => {
    const answer = await bearer(headers, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ code: 2, message: expect.stringContaining(words) });
    const reply = await stage.signed(ACTION, '', { sent: { headers, body } });
    expect(reply).toMatchObject({ Code: 2, Message: expect.stringContaining(words) });
  });

  test('and what the form is for says how it takes parameters', async () => {
    const { message } = await (await bearer({}, bytes)).json();
    expect(message).toContain('send the parameters as a JSON body, with "content-type: application/json"');
    const { Message } = await stage.signed(ACTION, '', { sent: { headers: {}, body: bytes } });
    expect(Message).toContain('send the parameters in the address, or as a JSON body');
  });

  test('where there is none, its content-type does not matter', async () => {
    expect(await stage.signed(ACTION, QUERY, { sent: { headers: {}, body: '' } })).toMatchObject({ Code: 0 });
  });

  test('JSON of another charset parameter is taken', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await bearer(headers, bytes)).status).toBe(200);
  });
});

test('a paused project is refused with 100000017 in both forms', async () => {
  await stage.store.projects.update(stage.project.appID, { state: 'paused' });
  expect(await ask({})).toMatchObject({ Code: 100000017 });
  expect(await stage.bearer('describeUserNum', PARAMS)).toMatchObject({ status: 403, body: { code: 100000017 } });
});

test('an address that guesses is refused with 100000102 in both forms for a minute, even where it is right', async () => {
  for (let guess = 0; guess < 20; guess += 1) {
    if (guess % 2 === 0) expect(await ask({}, '0'.repeat(32))).toMatchObject({ Code: 100000005 });
    else expect(await stage.bearer('describeUserNum', PARAMS, 'guess')).toMatchObject({ status: 401 });
  }
  expect(await ask({})).toMatchObject({ Code: 100000102 });
  expect(await stage.bearer('describeUserNum', PARAMS)).toMatchObject({ status: 429, body: { code: 100000102 } });
  stage.pass(60);
  expect(await ask({})).toMatchObject({ Code: 0 });
});

test('a failure of the server is answered with 1, without its words, and logged', async () => {
  control.room = () => {
    throw new Error('the disk burst');
  };
  expect(await ask({})).toMatchObject({ Code: 1, Message: expect.not.stringContaining('disk') });
  const { status, body } = await stage.bearer('describeUserNum', PARAMS);
  expect({ status, body }).toMatchObject({ status: 500, body: { code: 1 } });
  expect(stage.faults).toHaveLength(2);
});

test('the documentation tells of every operation, and needs no other host', async () => {
  const document = await (await fetch(`${stage.origin}/docs/openapi.json`)).json();
  expect(document).toMatchObject({ openapi: '3.1.0' });
  for (const name of operationNames) {
    expect(document.paths[`/api/v1/${name}`].post.description).toContain(`Action=${operations[name].action}`);
  }
  const { description } = document.paths['/api/v1/kickoutUser'].post;
  expect(description).toContain('`RoomId`, `UserId[]`, `CustomReason` (optional)');
  for (const code of Object.keys(apiErrors)) expect(document.info.description).toContain(`\n| ${code} | `);
  const page = await fetch(`${stage.origin}/docs/`);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(await page.text()).not.toMatch(/https?:\/\//);
});

test('every code has its words', () => {
  for (const { means, cure, status } of Object.values(apiErrors)) {
    expect([means.length, cure.length, status >= 400]).not.toContain(0);
  }
});

test('one request cannot say a common parameter twice', async () => {
  const reply = await new Promise<string>((resolve) => {
    const asking = request(`${stage.origin}/v2/?Action=CloseRoom&Action=${ACTION}&AppId=1&AppId=2`, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    });
    asking.end();
  });
  expect(JSON.parse(reply)).toMatchObject({ Code: 100000001 });
});
