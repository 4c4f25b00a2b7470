import { millis } from '@freshet/kit';
import { Secret } from 'otpauth';
import { expect, test } from 'vitest';
import { confirmTotp, spendCode } from './second-factor.ts';

// RFC 6238, appendix B: the secret of the SHA-1 vectors, whose codes of eight digits end in these six.
const secret = Secret.fromUTF8('12345678901234567890').base32;
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

test.each(vectors)('at %i s the code of RFC 6238 is right, and no other', (time, code) => {
  const now = millis(time * 1000);
  const { factor } = confirmTotp(secret, code, now) ?? {};
  expect(factor).toMatchObject({ name: 'on', secret, lastStep: Math.floor(time / 30) });
  expect(confirmTotp(secret, '000000', now)).toBeUndefined();
});

test('a code counts half a minute early and late, each once, and none of those before it', () => {
  const factor = { name: 'on', secret, lastStep: 0, recoveryHashes: [] } as const;
  const on = { ...factor, recoveryHashes: [] };
  const [[, first]] = vectors;
  expect(spendCode(on, first, millis(29_000))?.lastStep).toBe(1);
  expect(spendCode(on, first, millis(89_000))?.lastStep).toBe(1);
  expect(spendCode(on, first, millis(90_000))).toBeUndefined();
  expect(spendCode({ ...on, lastStep: 1 }, first, millis(59_000))).toBeUndefined();
  expect(spendCode(on, ' 287 082 ', millis(59_000))?.lastStep).toBe(1);
});
