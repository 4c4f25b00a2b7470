import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyCallback } from './callbacks.ts';

// The public vector of the original's documentation.
const SECRET = 'secret';
const SIGNED = { timestamp: '1470820198', nonce: '123412', signature: '5bd59fd62953a8059fb7eaba95720f66d19e4517' };
const now = 1_470_820_198_000;

const told = {
  event: 'room_login',
  appid: '7',
  room_id: 'lobby',
  room_seq: '858012925204410401',
  user_account: 'ann',
  delivery_id: 'd-1',
  delivery_seq: 3,
  ...SIGNED,
};
const bodyOf = (changed: object = {}) => JSON.stringify({ ...told, ...changed });

test('a callback of the public vector is read', async () => {
  expect(await verifyCallback(bodyOf(), SECRET, { now })).toMatchObject({
    event: 'room_login',
    appID: 7,
    roomID: 'lobby',
    roomSessionID: '858012925204410401',
    deliveryID: 'd-1',
    seq: 3,
    timestamp: 1_470_820_198,
    fields: { user_account: 'ann' },
  });
});

test('the session of a room keeps all its digits where it is a number, whatever a user wrote elsewhere', async () => {
  const roomID = 'a "room_session_id":1';
  const text = JSON.stringify({
    ...told,
    room_seq: undefined,
    event: 'room_create',
    room_id: roomID,
    timestamp: 1_470_820_198,
  });
  const body = text.replace('"delivery_id"', '"room_session_id": 858012925204410401,"delivery_id"');
  const read = await verifyCallback(body, SECRET, { now });
  expect(read).toMatchObject({ roomID, roomSessionID: '858012925204410401' });
});

test('either secret counts while it is being replaced', async () => {
  await expect(verifyCallback(bodyOf(), ['newer', SECRET], { now })).resolves.toMatchObject({ event: 'room_login' });
});

test.each([['' as const], [['']], [[SECRET, '']]])(
  'an empty secret among %j is refused, though it signs',
  async (secrets) => {
    const signature = createHash('sha1').update('1234121470820198').digest('hex');
    const verifying = verifyCallback(bodyOf({ signature }), secrets, { now });
    await expect(verifying).rejects.toThrow(
      new TypeError('a CallbackSecret is empty: take it from the project in the console'),
    );
  },
);

test.each([
  ['another secret', bodyOf(), 'other', 'wrongSignature'],
  ['no secret at all', bodyOf(), [], 'wrongSignature'],
  ['another nonce', bodyOf({ nonce: '123413' }), SECRET, 'wrongSignature'],
  ['another time', bodyOf({ timestamp: '1470820199' }), SECRET, 'wrongSignature'],
  ['a cut signature', bodyOf({ signature: SIGNED.signature.slice(1) }), SECRET, 'wrongSignature'],
  ['an empty signature', bodyOf({ signature: '' }), SECRET, 'wrongSignature'],
  ['no JSON', '{', SECRET, 'unreadable'],
  ['no event', bodyOf({ event: undefined }), SECRET, 'unreadable'],
  ['another event', bodyOf({ event: 'room_burnt' }), SECRET, 'unreadable'],
])('a callback with %s is refused', async (_what, body, secrets, reason) => {
  await expect(verifyCallback(body, secrets, { now })).rejects.toMatchObject({ name: 'CallbackRefused', reason });
});

test.each([
  [300, {}, true],
  [301, {}, false],
  [-301, {}, false],
  [60, { maxAge: 59 }, false],
])('a callback that is %i s old is believed or not with %o', async (age, options, isBelieved) => {
  const reading = verifyCallback(bodyOf(), SECRET, { ...options, now: now + age * 1000 });
  if (isBelieved) await expect(reading).resolves.toBeDefined();
  else await expect(reading).rejects.toMatchObject({ reason: 'tooOld' });
});
