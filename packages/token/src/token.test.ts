import { millis, seconds } from '@freshet/kit';
import { type AppID, FreshetError, type RoomID, type StreamID, type UserID } from '@freshet/protocol';
import { expect, test, vi } from 'vitest';
import { type Bytes, fromBase64, toBase64 } from './base64.ts';
import { seal } from './cipher.ts';
import { readEnvelope, type TokenForm, writeEnvelope } from './envelope.ts';
import { checkLogin, checkPublish } from './grant.ts';
import { type MintOptions, mint } from './mint.ts';
import { type VerifyOptions, verify } from './verify.ts';

const secret = 'fa94dd0f974cf2e293728a526b028271';
const plain = '{"app_id":1,"user_id":"demo","nonce":123456789,"ctime":1700000000,"expire":1700003600,"payload":""}';
const expire = 1_700_003_600;
const utf8 = new TextEncoder();
const vectors = {
  cbc: {
    iv: utf8.encode('0123456789abcdef'),
    token:
      '04AAAAAGVT/xAAEDAxMjM0NTY3ODlhYmNkZWYAcPDOWcZeMCPxbh1dpHzCTREIwK2oIO5x78Qlcu9iUMPYkqBI5TvjB3JwCxC9+klE8/eu//t2uE7+o7gQ53yB/JkIFUA6xyD5rb5rd5NER5knvdDJH2auGOam8ZKJG5qT/1t+UUUnbL8ghIsUgkbwAAg=',
  },
  gcm: {
    iv: Uint8Array.from({ length: 12 }, (_, index) => index),
    token:
      '04AAAAAGVT/xAADAABAgMEBQYHCAkKCwBzlo4HRoGUdkuLbKIoOhbZY6YpcMaBTLWHRtiSNdXNuWkV2JYrMFwLwjjq6aFvxM5vMUW1ucoWpme7Vck+JCYUW5+rbF2LagnFZkRVec2ODtmU4F4kKEo7U2F+thJs5COIYlau+pkGhJGWuIAhD9RBltNqvwE=',
  },
};
const now = seconds(1_700_000_000);
const options: VerifyOptions = {
  appID: 1 as AppID,
  secret,
  userID: 'demo' as UserID,
  allowCbc: true,
  requirePrivileges: false,
  now,
};
const minted: MintOptions = { appID: 1, userID: 'demo', secret, lifetime: 3600, now };
const room = 'room' as RoomID;
const stream = 'stream' as StreamID;

/** The refusal of `work`, so that code and message can be looked at. */
async function refusal(work: Promise<unknown>): Promise<FreshetError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof FreshetError) return error;
  throw new Error('not refused with a FreshetError', { cause: error });
}

/** A check as a promise, which is refused where the check throws. */
const attempt = async (check: () => void): Promise<void> => check();

/** A token with the secret's own seal around any text. */
async function sealed(text: string, form: TokenForm = 'gcm'): Promise<string> {
  return writeEnvelope(await seal(form, text, secret, vectors[form].iv), expire);
}

function bytesOf(token: string): Bytes {
  const bytes = fromBase64(token.slice(2));
  if (bytes === undefined) throw new Error('not a token');
  return bytes;
}

/** The token with one bit of its byte `at` (from the end where negative) the other way. */
function flipped(token: string, at: number): string {
  const bytes = bytesOf(token);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return `04${toBase64(bytes)}`;
}

test.each(['gcm', 'cbc'] as const)('sealing the %s vector gives its text', async (form) => {
  expect(await sealed(plain, form)).toBe(vectors[form].token);
});

test.each(['gcm', 'cbc'] as const)('verifying the %s vector grants everything to its user', async (form) => {
  const grant = await verify(vectors[form].token, options);
  expect(grant).toEqual({
    userID: 'demo',
    expire: expire * 1000,
    form,
    hasPrivileges: false,
    mayLogin: true,
    publish: 'any',
  });
});

test.each(['gcm', 'cbc'] as const)('a minted %s token is verified and grants what was asked for', async (form) => {
  const privileges = { login: true, publish: true };
  const token = await mint({ ...minted, form, privileges, roomID: 'room', streamIDs: ['stream', 'second'] });
  expect(readEnvelope(token)?.form).toBe(form);
  expect(await verify(token, { ...options, requirePrivileges: true })).toEqual({
    userID: 'demo',
    expire: expire * 1000,
    form,
    hasPrivileges: true,
    roomID: 'room',
    mayLogin: true,
    publish: ['stream', 'second'],
  });
});

test('two tokens of the same claims differ', async () => {
  expect(await mint(minted)).not.toBe(await mint(minted));
});

test('no token is refused with 1002067', async () => {
  expect((await refusal(verify('', options))).code).toBe(1002067);
});

// Offsets of the GCM vector: expiry 0 to 7, IV length 8, IV 10, cipher length 22, cipher 24, tag from -17, mode -1.
const malformed: [string, () => string | Promise<string>][] = [
  ['the version alone', () => '04'],
  ['something that is not base64', () => `${vectors.gcm.token.slice(0, -4)}*==*`],
  ['white space inside', () => vectors.gcm.token.replace('AAAA', 'AA AA')],
  ['one cut short', () => vectors.gcm.token.slice(0, -8)],
  ['one with bytes behind it', () => `${vectors.gcm.token}AAAA`],
  ['a header alone', () => '04AAAAAGVT/xAADA=='],
  ['the longest text and more', () => `04${'A'.repeat(8192)}`],
  ['a changed IV length', () => flipped(vectors.gcm.token, 9)],
  ['a changed IV', () => flipped(vectors.gcm.token, 10)],
  ['a changed cipher length', () => flipped(vectors.gcm.token, 23)],
  ['a changed cipher', () => flipped(vectors.gcm.token, 24)],
  ['a changed tag', () => flipped(vectors.gcm.token, -17)],
  ['a GCM token that says it is CBC', () => flipped(vectors.gcm.token, -1)],
  ['a CBC token that says it is GCM', () => `04${toBase64(Uint8Array.of(...bytesOf(vectors.cbc.token), 1))}`],
  ['a mode that does not exist', () => `04${toBase64(Uint8Array.of(...bytesOf(vectors.cbc.token), 2))}`],
  ['a CBC token with changed padding', () => flipped(vectors.cbc.token, -17)],
  ['a CBC token with a changed last block', () => flipped(vectors.cbc.token, -1)],
  ['a CBC token with a changed first block', () => flipped(vectors.cbc.token, 28)],
  ['a CBC token whose changed IV breaks the JSON', () => flipped(vectors.cbc.token, 10)],
  [
    'a CBC token of a block and a half',
    () => writeEnvelope({ form: 'cbc', iv: vectors.cbc.iv, cipher: new Uint8Array(24) }, expire),
  ],
  [
    'a CBC token of no block',
    () => writeEnvelope({ form: 'cbc', iv: vectors.cbc.iv, cipher: new Uint8Array(0) }, expire),
  ],
  ['one sealed with another secret', () => mint({ ...minted, secret: '0'.repeat(32) })],
];

/** Claims that are none. */
const unreadable: [string, string, 1002075 | 1002080][] = [
  ['a text that is not JSON', 'app_id=1', 1002075],
  ['a JSON text that is no object', '7', 1002075],
  ['a user_id that is a number', plain.replace('"demo"', '7'), 1002075],
  ['an app_id that is a string', plain.replace('"app_id":1', '"app_id":"1"'), 1002075],
  ['an expiry that is a fraction', plain.replace('1700003600', '1700003600.5'), 1002075],
  ['a nonce that is a fraction', plain.replace('123456789', '1.5'), 1002080],
  ['no nonce', plain.replace('"nonce":123456789,', ''), 1002080],
  ['a nonce that is a string', plain.replace('123456789', '"123456789"'), 1002080],
  [
    'a fraction as nonce, and no expiry',
    plain.replace('123456789', '1.5').replace('"expire":1700003600,', ''),
    1002075,
  ],
  ['no expiry', plain.replace('"expire":1700003600,', ''), 1002075],
  ['a payload that is an object', plain.replace('""', '{"privilege":{}}'), 1002075],
  ['a payload that is not JSON', plain.replace('""', '"privileges"'), 1002075],
  ['a payload without privileges', plain.replace('""', JSON.stringify('{"room_id":"room"}')), 1002075],
  ['a privilege that is neither 0 nor 1', plain.replace('""', JSON.stringify('{"privilege":{"1":2}}')), 1002075],
];

const broken = [
  ...malformed,
  ...unreadable.map(([what, text]): (typeof malformed)[number] => [
    `${what}, in the CBC form`,
    () => sealed(text, 'cbc'),
  ]),
];

test.each(broken)('%s is refused with the one code, the one message and the same work', async (_, make) => {
  const token = await make();
  const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
  const parse = vi.spyOn(JSON, 'parse');
  try {
    const error = await refusal(verify(token, options));
    expect(error.code).toBe(1002033);
    expect(error.message).toBe(new FreshetError(1002033).message);
    expect(error.cause).toBeUndefined();
    expect(decrypt).toHaveBeenCalledOnce();
    expect(parse).toHaveBeenCalled();
  } finally {
    decrypt.mockRestore();
    parse.mockRestore();
  }
});

test.each(unreadable)('%s behind a good GCM tag (%s) is refused with %i', async (_, text, code) => {
  const error = await refusal(verify(await sealed(text), options));
  expect(error.code).toBe(code);
  expect(error.cause).toBeUndefined();
});

test.each([
  ['another version', `03${vectors.gcm.token.slice(2)}`],
  ['no version', vectors.gcm.token.slice(2)],
  ['half a version', '0'],
])('a token of %s is refused with 1002079', async (_, token) => {
  expect((await refusal(verify(token, options))).code).toBe(1002079);
});

test('a CBC token is refused like a broken one where the project does not take them', async () => {
  const error = await refusal(verify(vectors.cbc.token, { ...options, allowCbc: false }));
  expect(error.message).toBe(new FreshetError(1002033).message);
});

test('a CBC token with a mode byte is verified like one without', async () => {
  const token = `04${toBase64(Uint8Array.of(...bytesOf(vectors.cbc.token), 0))}`;
  expect((await verify(token, options)).userID).toBe('demo');
});

test('a CBC token of any length is verified', async () => {
  for (let length = 1; length <= 17; length += 1) {
    const userID = 'u'.repeat(length) as UserID;
    const token = await mint({ ...minted, userID, form: 'cbc' });
    expect(await verify(token, { ...options, userID })).toMatchObject({ userID });
  }
});

test('no claims are refused with the one message, whether their padding is right or wrong', async () => {
  // Seven bytes of text leave nine of padding; the IV of a single block changes its text byte for byte.
  const envelope = readEnvelope(await sealed('{"a":1}', 'cbc'));
  if (envelope === undefined) throw new Error('not a token');
  for (let mask = 0; mask < 256; mask += 1) {
    const iv = envelope.iv.slice();
    iv[15] = (iv[15] ?? 0) ^ mask;
    const error = await refusal(verify(writeEnvelope({ ...envelope, iv }, expire), options));
    expect(error.message).toBe(new FreshetError(1002033).message);
  }
});

test('the order of the fields, unknown fields and a nonce of 64 bits do not matter', async () => {
  const fields = { payload: '', more: { deep: [1] }, expire, ctime: 1_700_000_000, user_id: 'demo', app_id: 1 };
  const text = JSON.stringify(fields).replace('{', '{"nonce":-9223372036854775808,');
  expect((await verify(await sealed(text), options)).userID).toBe('demo');
});

test('a token for another AppID is refused with 1002076', async () => {
  const error = await refusal(verify(vectors.gcm.token, { ...options, appID: 2 as AppID, userID: 'eve' as UserID }));
  expect(error.code).toBe(1002076);
});

test('a token for another user is refused with 1002077', async () => {
  const late = seconds(expire);
  const error = await refusal(verify(vectors.gcm.token, { ...options, userID: 'eve' as UserID, now: late }));
  expect(error.code).toBe(1002077);
});

test('a token ends at its expiry, not before', async () => {
  const last = millis(expire * 1000 - 1);
  expect((await verify(vectors.gcm.token, { ...options, now: last })).expire).toBe(expire * 1000);
  expect((await refusal(verify(vectors.gcm.token, { ...options, now: seconds(expire) }))).code).toBe(1002078);
});

test('the expiry in front of a token counts for nothing', async () => {
  const envelope = readEnvelope(vectors.gcm.token);
  if (envelope === undefined) throw new Error('not a token');
  expect((await verify(writeEnvelope(envelope, 1), options)).expire).toBe(expire * 1000);
  const forever = writeEnvelope(envelope, expire * 2);
  expect((await refusal(verify(forever, { ...options, now: seconds(expire) }))).code).toBe(1002078);
});

test('a basic token is refused where the project requires privileges', async () => {
  const error = await refusal(verify(vectors.gcm.token, { ...options, requirePrivileges: true }));
  expect(error.code).toBe(1002033);
  expect(error.message).toContain('no privileges');
});

test.each([
  ['another room', { login: true, publish: true }, 'other', /another room/],
  ['no login privilege', { login: false, publish: true }, 'room', /login privilege/],
] as const)('a login with %s is refused with 1002033 and its reason', async (_, privileges, roomID, reason) => {
  const grant = await verify(await mint({ ...minted, privileges, roomID }), options);
  const error = await refusal(attempt(() => checkLogin(grant, room)));
  expect(error.code).toBe(1002033);
  expect(error.message).toMatch(reason);
});

test.each([
  ['another room', { privileges: { login: true, publish: true }, roomID: 'other' }, /another room/],
  ['no publish privilege', { privileges: { login: true, publish: false } }, /publish privilege/],
  ['another streamID', { privileges: { login: true, publish: true }, streamIDs: ['other'] }, /streamID/],
])('a publish with %s is refused with 1003072 and its reason', async (_, claims, reason) => {
  const grant = await verify(await mint({ ...minted, ...claims }), options);
  const error = await refusal(attempt(() => checkPublish(grant, room, stream, now)));
  expect(error.code).toBe(1003072);
  expect(error.message).toMatch(reason);
});

test('a publish after the expiry is refused with 1002078', async () => {
  const grant = await verify(vectors.gcm.token, options);
  checkPublish(grant, room, stream, now);
  expect((await refusal(attempt(() => checkPublish(grant, room, stream, seconds(expire))))).code).toBe(1002078);
});

test.each([['null'], ['[]'], [undefined]])('a stream list of %s allows every stream in every room', async (list) => {
  const payload = `{"room_id":"","privilege":{"1":1,"2":1}${list ? `,"stream_id_list":${list}` : ''}}`;
  const grant = await verify(await sealed(plain.replace('""', JSON.stringify(payload))), options);
  checkLogin(grant, room);
  checkPublish(grant, room, stream, now);
});

test('privileges that are not written are not granted', async () => {
  const payload = JSON.stringify('{"room_id":"room","privilege":{}}');
  const grant = await verify(await sealed(plain.replace('""', payload)), options);
  expect(grant).toMatchObject({ mayLogin: false, publish: 'none' });
});

test.each<[string, Partial<MintOptions>, number]>([
  ['AppID 0', { appID: 0 }, 1001000],
  ['an empty userID', { userID: '' }, 1002005],
  ['a short secret', { secret: 'short' }, 1000017],
  ['a secret beyond ASCII', { secret: `${'a'.repeat(31)}ä` }, 1000017],
  ['a lifetime of 0', { lifetime: 0 }, 1000017],
  ['a lifetime of half a second', { lifetime: 0.5 }, 1000017],
  ['an invalid roomID', { roomID: 'a b', privileges: { login: true, publish: true } }, 1002012],
  ['an invalid streamID', { streamIDs: ['a b'], privileges: { login: true, publish: true } }, 1000016],
  ['an empty list of streams', { streamIDs: [], privileges: { login: true, publish: true } }, 1000017],
  ['a room without privileges', { roomID: 'room' }, 1000017],
  [
    'more streams than fit',
    { streamIDs: Array.from({ length: 64 }, () => 's'.repeat(256)), privileges: { login: true, publish: true } },
    1000017,
  ],
])('minting with %s is refused', async (_, wrong, code) => {
  expect((await refusal(mint({ ...minted, ...wrong }))).code).toBe(code);
});
