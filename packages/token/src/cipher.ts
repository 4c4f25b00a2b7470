import type { Bytes } from './base64.ts';
import type { Envelope, TokenForm } from './envelope.ts';

/** What decrypting gave. Where `whole` is false the bytes mean nothing, but are there to be parsed all the same. */
export type Opened = { readonly whole: boolean; readonly plain: Bytes };

const BLOCK = 16;
const algorithms = { gcm: 'AES-GCM', cbc: 'AES-CBC' } as const;
const utf8 = new TextEncoder();

/** Encrypts the text of a token with a ServerSecret. */
export async function seal(form: TokenForm, text: string, secret: string, iv: Bytes): Promise<Envelope> {
  const key = await importKey(form, secret);
  const cipher = await crypto.subtle.encrypt({ name: algorithms[form], iv }, key, utf8.encode(text));
  return { form, iv, cipher: new Uint8Array(cipher) };
}

/**
 * Decrypts with a ServerSecret.
 *
 * @param standIn what to answer with, as not whole, where the authentication tag is wrong
 */
export async function open(envelope: Envelope, secret: string, standIn: Bytes): Promise<Opened> {
  const key = await importKey(envelope.form, secret);
  return envelope.form === 'gcm' ? openGcm(envelope, key, standIn) : openCbc(envelope, key);
}

// The secret's 32 ASCII characters are the key itself, which makes it AES-256.
function importKey(form: TokenForm, secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', utf8.encode(secret), algorithms[form], false, ['encrypt', 'decrypt']);
}

async function openGcm({ iv, cipher }: Envelope, key: CryptoKey, standIn: Bytes): Promise<Opened> {
  try {
    const plain = await crypto.subtle.decrypt({ name: algorithms.gcm, iv }, key, cipher);
    return { whole: true, plain: new Uint8Array(plain) };
  } catch {
    return { whole: false, plain: standIn };
  }
}

// WebCrypto refuses wrong padding at once, and how fast it does is an oracle that reads and forges tokens. So it is
// given one more block, made here to hold the padding it wants, and the token's own padding is looked at afterwards
// without a branch on what it is.
async function openCbc({ iv, cipher }: Envelope, key: CryptoKey): Promise<Opened> {
  const name = algorithms.cbc;
  const padding = await crypto.subtle.encrypt({ name, iv: cipher.slice(-BLOCK) }, key, new Uint8Array(0));
  const longer = new Uint8Array(cipher.length + BLOCK);
  longer.set(cipher);
  longer.set(new Uint8Array(padding), cipher.length);
  return unpad(new Uint8Array(await crypto.subtle.decrypt({ name, iv }, key, longer)));
}

// PKCS #7 (RFC 5652, section 6.3): the last byte says how many bytes of its own value end the text, 1 to 16.
function unpad(padded: Bytes): Opened {
  const last = padded.length - 1;
  const length = padded[last] ?? 0;
  let wrong = isBelow(length, 1) | isBelow(BLOCK, length);
  for (let back = 0; back < BLOCK; back += 1) {
    wrong |= -isBelow(back, length) & ((padded[last - back] ?? 0) ^ length);
  }
  const whole = wrong === 0;
  return { whole, plain: padded.subarray(0, padded.length - (whole ? length : 0)) };
}

/** 1 where `a < b` for small natural numbers, else 0, without a branch. */
const isBelow = (a: number, b: number): number => (a - b) >>> 31;
