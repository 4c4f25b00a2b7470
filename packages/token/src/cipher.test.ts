import { expect, test } from 'vitest';
import { open } from './cipher.ts';

const secret = 'fa94dd0f974cf2e293728a526b028271';
const iv = new Uint8Array(16);
const standIn = new Uint8Array(0);

/** Encrypts two whole blocks as they are, without padding behind them. */
async function encryptBlocks(padded: readonly number[]): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'AES-CBC', false, ['encrypt']);
  const cipher = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, Uint8Array.from(padded));
  return new Uint8Array(cipher, 0, 32);
}

/** Two blocks that end with `count` bytes of `value`. */
const endingWith = (count: number, value: number): number[] =>
  Array.from({ length: 32 }, (_, index) => (index < 32 - count ? 0x61 : value));

test.each(Array.from({ length: 16 }, (_, index) => index + 1))('padding of %i bytes is taken off', async (length) => {
  const opened = await open(
    { form: 'cbc', iv, cipher: await encryptBlocks(endingWith(length, length)) },
    secret,
    standIn,
  );
  expect(opened).toEqual({ whole: true, plain: Uint8Array.from(endingWith(0, 0).slice(length)) });
});

test.each([
  ['no length', 1, 0],
  ['a length of a block and one', 17, 17],
  ['a length beyond everything', 32, 255],
  ['a byte too few', 3, 4],
  ['one byte of sixteen', 1, 16],
])('padding with %s leaves every byte, as not whole', async (_, count, value) => {
  const padded = endingWith(count, value);
  const opened = await open({ form: 'cbc', iv, cipher: await encryptBlocks(padded) }, secret, standIn);
  expect(opened).toEqual({ whole: false, plain: Uint8Array.from(padded) });
});
