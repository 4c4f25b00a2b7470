import { createCipheriv, randomBytes } from 'node:crypto';
import { defaultSwitches } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { Params } from '@freshet/protocol';
import { type LaunchedServer, launchServer, loginParams, uniqueNames, WireClient, WireRefusal } from '@freshet/testkit';
import { mint } from '@freshet/token';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let server: LaunchedServer;

beforeAll(async () => {
  server = await launchServer({ door: { refusedLogins: 1000 } });
});
afterAll(() => server.close());

async function refusalOf(params: Params<'login'>): Promise<{ code: number; message: string }> {
  const client = await WireClient.connect(server.origin);
  try {
    await client.request('login', params);
  } catch (error) {
    if (error instanceof WireRefusal) return { code: error.code, message: error.message };
    throw error;
  } finally {
    client.close();
  }
  throw new Error('the login was not refused');
}

const ordinary = (changes: Partial<Parameters<typeof loginParams>[1]> = {}) =>
  loginParams(server, { ...uniqueNames(), ...changes });

/** A token of the demo project, sealed as a backend does it, with claims of its own. */
function sealedToken({ user }: Params<'login'>, change: object): string {
  const { appID, serverSecret } = server.demo;
  const now = Math.floor(Date.now() / 1000);
  const claims = { app_id: appID, user_id: user.userID, nonce: 1, ctime: now, expire: now + 60, payload: '' };
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', serverSecret, iv);
  const text = Buffer.concat([cipher.update(JSON.stringify({ ...claims, ...change })), cipher.final()]);
  const sealed = Buffer.concat([text, cipher.getAuthTag()]);
  const head = Buffer.alloc(10);
  head.writeBigInt64BE(BigInt(claims.expire));
  head.writeUInt16BE(iv.length, 8);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealed.length);
  return `04${Buffer.concat([head, iv, length, sealed, Buffer.of(1)]).toString('base64')}`;
}

const otherAppID = () => (server.demo.appID === 1 ? 2 : 1);

describe('a login is refused by its code', () => {
  test('without a token: 1002067', async () => {
    expect(await refusalOf({ ...(await ordinary()), token: '' })).toMatchObject({ code: 1002067 });
  });

  test('with an expired token: 1002078', async () => {
    const params = await ordinary({ grant: { now: millis(Date.now() - 7_200_000) } });
    expect(await refusalOf(params)).toMatchObject({ code: 1002078 });
  });

  test('with a tampered token, a token of garbage and one of another secret: 1002033, and one message', async () => {
    const params = await ordinary();
    const middle = Math.floor(params.token.length / 2);
    const flipped = params.token[middle] === 'A' ? 'B' : 'A';
    const tampered = params.token.slice(0, middle) + flipped + params.token.slice(middle + 1);
    const foreign = await mint({
      appID: server.demo.appID,
      userID: params.user.userID,
      secret: '0'.repeat(32),
      lifetime: 60,
    });
    const refusals = await Promise.all(
      [tampered, '04garbage', foreign].map((token) => refusalOf({ ...params, token })),
    );
    expect(refusals[0]).toMatchObject({ code: 1002033 });
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
  });

  test('with a CBC token while the switch is off: the same 1002033', async () => {
    const params = await ordinary();
    const { appID, serverSecret: secret } = server.demo;
    const token = await mint({ appID, userID: params.user.userID, secret, lifetime: 60, form: 'cbc' });
    const garbage = await refusalOf({ ...params, token: '04garbage' });
    expect(await refusalOf({ ...params, token })).toEqual(garbage);
  });

  test.each([
    [8192, '04A'],
    [8193, '04A'],
    [60_000, '04A'],
  ])('with a token of %i characters: the same 1002033', async (length, start) => {
    const params = await ordinary();
    const garbage = await refusalOf({ ...params, token: '04garbage' });
    expect(await refusalOf({ ...params, token: start.padEnd(length, 'A') })).toEqual(garbage);
  });

  test('with a token of another version, and with a text that is none: 1002079', async () => {
    const params = await ordinary();
    for (const token of [`03${params.token.slice(2)}`, 'garbage']) {
      expect(await refusalOf({ ...params, token })).toMatchObject({ code: 1002079 });
    }
  });

  test.each([
    ['whose payload is not JSON: 1002075', { payload: 'room' }, 1002075],
    ['without an expiry: 1002075', { expire: undefined }, 1002075],
    ['whose nonce is no integer: 1002080', { nonce: 'once' }, 1002080],
  ])('with a token of this project %s', async (_what, change, code) => {
    const params = await ordinary();
    const token = sealedToken(params, change);
    expect(await refusalOf({ ...params, token })).toMatchObject({ code });
    // Another project's secret opens nothing in it.
    const foreign = await server.projects.create('foreign', defaultSwitches);
    expect(await refusalOf({ ...params, appID: foreign.appID, token })).toMatchObject({ code: 1002033 });
  });

  test('with a token for another room: 1002033, and it says so', async () => {
    const privileges = { login: true, publish: true };
    const params = await ordinary({ grant: { roomID: 'elsewhere', privileges } });
    expect(await refusalOf(params)).toEqual({ code: 1002033, message: expect.stringContaining('another room') });
  });

  test('with a token without the login privilege: 1002033, and it says so', async () => {
    const params = await ordinary({ grant: { privileges: { login: false, publish: true } } });
    expect(await refusalOf(params)).toEqual({ code: 1002033, message: expect.stringContaining('login privilege') });
  });

  test('with a token for another user: 1002077', async () => {
    const params = await ordinary();
    const token = await server.token({ userID: 'somebody-else' });
    expect(await refusalOf({ ...params, token })).toMatchObject({ code: 1002077 });
  });

  test('with a token for another AppID: 1002076', async () => {
    const params = await ordinary();
    const { serverSecret: secret } = server.demo;
    const token = await mint({ appID: otherAppID(), userID: params.user.userID, secret, lifetime: 60 });
    expect(await refusalOf({ ...params, token })).toMatchObject({ code: 1002076 });
  });

  test('for an AppID that no project has: 1001004', async () => {
    expect(await refusalOf({ ...(await ordinary()), appID: otherAppID() })).toMatchObject({
      code: 1001004,
    });
  });

  test.each([
    ['an AppID of 0', { appID: 0 }, 1001000],
    ['an empty roomID', { roomID: '' }, 1002011],
    ['a roomID with a space', { roomID: 'a room' }, 1002012],
    ['a roomID of 128 bytes', { roomID: 'r'.repeat(128) }, 1002013],
    ['an empty userID', { user: { userID: '', userName: 'n' } }, 1002005],
    ['a userID with a space', { user: { userID: 'a user', userName: 'n' } }, 1002006],
    ['a userID of 64 bytes', { user: { userID: 'u'.repeat(64), userName: 'n' } }, 1002007],
    ['an empty userName', { user: { userID: 'u', userName: '' } }, 1002008],
    ['a userName of two lines', { user: { userID: 'u', userName: 'Ann\nhost' } }, 1002009],
    ['a userName with half of an emoji', { user: { userID: 'u', userName: '\ud83d' } }, 1002009],
    ['a userName that turns its direction', { user: { userID: 'u', userName: 'Ann\u202etsoh' } }, 1002009],
    ['a userName of 256 bytes', { user: { userID: 'u', userName: 'n'.repeat(256) } }, 1002010],
  ])('with %s', async (_what, change, code) => {
    expect(await refusalOf({ ...(await ordinary()), ...change })).toMatchObject({ code });
  });

  test('to a room that is full: 1002034', async () => {
    const { roomID } = uniqueNames();
    const config = { isUserStatusNotify: false, maxMemberCount: 1 };
    const client = await WireClient.connect(server.origin);
    await client.request('login', await ordinary({ roomID, config }));
    expect(await refusalOf(await ordinary({ roomID, config }))).toMatchObject({ code: 1002034 });
    client.close();
  });

  test('to a room that is full, and leaves the same user’s older login elsewhere alone', async () => {
    const [full, elsewhere] = [uniqueNames(), uniqueNames()];
    const config = { isUserStatusNotify: false, maxMemberCount: 1 };
    const [first, older] = [await WireClient.connect(server.origin), await WireClient.connect(server.origin)];
    await first.request('login', await ordinary(full));
    await older.request('login', await ordinary(elsewhere));
    const { userID } = elsewhere;
    expect(await refusalOf(await ordinary({ roomID: full.roomID, userID, config }))).toMatchObject({ code: 1002034 });
    expect(await older.request('ping', {})).toMatchObject({ time: expect.any(Number) });
    for (const client of [first, older]) client.close();
  });

  test('with no protocol version in common: 1100001', async () => {
    expect(await refusalOf({ ...(await ordinary()), versions: [99] })).toMatchObject({ code: 1100001 });
  });
});

test('an address whose tokens were refused too often is refused without a look: 1002071', async () => {
  const strict = await launchServer({ door: { refusedLogins: 3 } });
  const login = async (token?: string): Promise<unknown> => {
    const client = await WireClient.connect(strict.origin);
    const params = await loginParams(strict, uniqueNames());
    return client.request('login', { ...params, ...(token ? { token } : {}) }).finally(() => client.close());
  };
  for (let attempt = 0; attempt < 3; attempt += 1)
    await expect(login('04bad')).rejects.toMatchObject({ code: 1002033 });
  await expect(login()).rejects.toMatchObject({ code: 1002071 });
  await strict.close();
});

test('an address whose AppSigns were refused too often is refused without a look: 1002071', async () => {
  const strict = await launchServer({ door: { refusedLogins: 3 } });
  const { appID, appSign } = await strict.projects.create('trial', { ...defaultSwitches, appSignLogin: true });
  const login = async (shown: string): Promise<unknown> => {
    const client = await WireClient.connect(strict.origin);
    const params = await loginParams(strict, { ...uniqueNames(), appID });
    return client.request('login', { ...params, token: '', appSign: shown }).finally(() => client.close());
  };
  const wrong = () => login('0'.repeat(64));
  for (let attempt = 0; attempt < 3; attempt += 1) await expect(wrong()).rejects.toMatchObject({ code: 1001005 });
  await expect(login(appSign)).rejects.toMatchObject({ code: 1002071 });
  await strict.close();
});
