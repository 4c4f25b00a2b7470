import { expect, test } from 'vitest';
import { Passwords } from './passwords.ts';

test('a password is right for its own hash alone, and each hash has a salt of its own', async () => {
  const passwords = new Passwords();
  const [hash, other] = [await passwords.hash('a long password'), await passwords.hash('a long password')];
  expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
  expect(other).not.toBe(hash);
  expect(await passwords.isRight('a long password', hash)).toBe(true);
  expect(await passwords.isRight('a long passwor', hash)).toBe(false);
  expect(await passwords.isRight('a long password', undefined)).toBe(false);
});

test('a password that was hashed at another cost, or typed with another keyboard, is right all the same', async () => {
  const passwords = new Passwords();
  // scrypt of "pleaseletmein" with N = 16384, r = 8, p = 1: RFC 7914, section 12, its first 32 bytes.
  const key = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex');
  const salt = Buffer.from('SodiumChloride');
  const hash = `$scrypt$ln=14,r=8,p=1$${salt.toString('base64url')}$${key.toString('base64url')}`;
  expect(await passwords.isRight('pleaseletmein', hash)).toBe(true);
  expect(await passwords.isRight('caf\u0065\u0301 au lait', await passwords.hash('caf\u00e9 au lait'))).toBe(true);
});

test('more hashings at once than anyone needs are refused', async () => {
  const passwords = new Passwords();
  const all = await Promise.allSettled(Array.from({ length: 21 }, () => passwords.isRight('x', undefined)));
  expect(all.filter(({ status }) => status === 'rejected')).toEqual([
    { status: 'rejected', reason: expect.objectContaining({ reason: 'tooMany' }) },
  ]);
});
