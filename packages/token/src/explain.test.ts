import { millis, seconds } from '@freshet/kit';
import type { AppID, UserID } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { seal } from './cipher.ts';
import { ivLength, type TokenForm, writeEnvelope } from './envelope.ts';
import { type ExplainOptions, explain } from './explain.ts';
import { mint } from './mint.ts';
import { verify } from './verify.ts';

const secret = 'fa94dd0f974cf2e293728a526b028271';
const other = '0123456789abcdef0123456789abcdef';
const now = seconds(1_700_000_000);
const options: ExplainOptions = {
  appID: 1 as AppID,
  secrets: [secret],
  userID: 'demo',
  roomID: 'room',
  allowCbc: false,
  requirePrivileges: false,
  now,
};
const minted = { appID: 1, userID: 'demo', secret, lifetime: 3600, now };
/** A token with the secret's own seal around any claims. */
async function sealed(change: object, form: TokenForm = 'gcm'): Promise<string> {
  const claims = { app_id: 1, user_id: 'demo', nonce: 1, ctime: now / 1000, expire: now / 1000 + 3600, payload: '' };
  const iv = new Uint8Array(ivLength(form));
  return writeEnvelope(await seal(form, JSON.stringify({ ...claims, ...change }), secret, iv), claims.expire);
}

const good = await mint(minted);
const privileged = { ...minted, privileges: { login: true, publish: true }, roomID: 'room' };

test('a good token passes every rule, and its claims are told', async () => {
  const { code, findings, claims } = await explain(await mint({ ...privileged, streamIDs: ['a', 'b'] }), options);
  expect(code).toBe(0);
  expect(findings.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 11 }, () => 'passed'));
  expect(claims).toEqual({
    appID: 1,
    userID: 'demo',
    created: now,
    expires: now + 3_600_000,
    roomID: 'room',
    mayLogin: true,
    mayPublish: true,
    streamIDs: ['a', 'b'],
  });
});

test.each([
  ['nothing', '', {}, 'version', 1002067],
  ['another version', `03${good.slice(2)}`, {}, 'version', 1002079],
  ['a text cut short', good.slice(0, -3), {}, 'form', 1002033],
  ['an endless text', `04${'A'.repeat(9000)}`, {}, 'form', 1002033],
  ['the CBC form where it is not allowed', await mint({ ...minted, form: 'cbc' }), {}, 'form', 1002033],
  ['another secret', await mint({ ...minted, secret: other }), {}, 'key', 1002033],
  ['a payload that is not JSON', await sealed({ payload: 'room' }), {}, 'claims', 1002075],
  ['a nonce that is a fraction', await sealed({ nonce: 0.5 }), {}, 'claims', 1002080],
  ['broken claims in the CBC form', await sealed({ nonce: 0.5 }, 'cbc'), { allowCbc: true }, 'key', 1002033],
  ['another AppID', good, { appID: 2 as AppID }, 'appID', 1002076],
  ['another user', good, { userID: 'else' }, 'userID', 1002077],
  ['one that has expired', good, { now: millis(now + 3_600_000) }, 'expiry', 1002078],
  ['a basic one where privileges are required', good, { requirePrivileges: true }, 'project', 1002033],
  ['another room', await mint(privileged), { roomID: 'else' }, 'room', 1002033],
  ['no login', await mint({ ...privileged, privileges: { login: false, publish: true } }), {}, 'login', 1002033],
] as const)('%s fails with the rule that a login refuses it for', async (_what, token, change, check, code) => {
  const held = { ...options, ...change };
  const explanation = await explain(token, held);
  expect(explanation.code).toBe(code);
  expect(explanation.findings.find(({ verdict }) => verdict === 'failed')?.check).toBe(check);
  // Room and login privilege are looked at after the token itself.
  if (check === 'room' || check === 'login') return;
  const login = verify(token, { ...held, secret, userID: held.userID as UserID });
  await expect(login).rejects.toMatchObject({ code });
});

test('a token without the publish privilege lets its user in all the same', async () => {
  const token = await mint({ ...privileged, privileges: { login: true, publish: false } });
  const { code, findings } = await explain(token, options);
  expect(code).toBe(0);
  expect(findings.at(-1)).toMatchObject({ check: 'publish', verdict: 'failed' });
});

test('what nobody asked about is skipped, and a former secret is named', async () => {
  const token = await mint(privileged);
  const { userID: _user, roomID: _room, ...bare } = options;
  const { code, findings } = await explain(token, { ...bare, secrets: [other, secret] });
  expect(code).toBe(0);
  expect(findings).toContainEqual({ check: 'key', verdict: 'passed', found: 'former' });
  expect(findings).toContainEqual({ check: 'userID', verdict: 'skipped', found: 'demo' });
  expect(findings).toContainEqual({ check: 'room', verdict: 'skipped', found: 'room' });
});
