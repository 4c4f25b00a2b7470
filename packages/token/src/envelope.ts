import { limits } from '@freshet/protocol';
import { type Bytes, fromBase64, toBase64 } from './base64.ts';

/** How a token is encrypted. `cbc` has no integrity: whoever holds one can change what it says. */
export type TokenForm = 'gcm' | 'cbc';

/** What a token's text holds before anything is decrypted. The `gcm` cipher ends with its 16-byte tag. */
export type Envelope = { readonly form: TokenForm; readonly iv: Bytes; readonly cipher: Bytes };

/** What every token begins with. */
export const VERSION = '04';

const HEADER = 8 + 2;
const ivLengths = { gcm: 12, cbc: 16 } as const;

/** How many bytes of IV a form takes. */
export const ivLength = (form: TokenForm): number => ivLengths[form];

/** The text of a token. Big-endian: expiry in seconds, IV with its length, cipher with its length, mode. */
export function writeEnvelope(envelope: Envelope, expireSeconds: number): string {
  const { form, iv, cipher } = envelope;
  // Old verifiers know no mode byte, and none is how they write CBC themselves.
  const mode = form === 'gcm' ? [1] : [];
  const bytes = new Uint8Array(HEADER + iv.length + 2 + cipher.length + mode.length);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(0, BigInt(expireSeconds));
  view.setUint16(8, iv.length);
  bytes.set(iv, HEADER);
  view.setUint16(HEADER + iv.length, cipher.length);
  bytes.set(cipher, HEADER + iv.length + 2);
  bytes.set(mode, HEADER + iv.length + 2 + cipher.length);
  return VERSION + toBase64(bytes);
}

/**
 * Reads the text of a token; `undefined` where it has not the layout of one. The expiry in front is skipped: it can
 * be changed without the key, so the one inside alone counts.
 */
export function readEnvelope(token: string): Envelope | undefined {
  if (token.length > limits.token || !token.startsWith(VERSION)) return undefined;
  const bytes = fromBase64(token.slice(VERSION.length));
  if (bytes === undefined || bytes.length < HEADER) return undefined;
  const view = new DataView(bytes.buffer);
  const ivEnd = HEADER + view.getUint16(8);
  if (bytes.length < ivEnd + 2) return undefined;
  const cipherEnd = ivEnd + 2 + view.getUint16(ivEnd);
  const form = readForm(bytes, cipherEnd);
  if (form === undefined) return undefined;
  const envelope = { form, iv: bytes.slice(HEADER, ivEnd), cipher: bytes.slice(ivEnd + 2, cipherEnd) };
  return hasItsLengths(envelope) ? envelope : undefined;
}

// Old generators write no mode byte; a missing one and a zero both mean CBC.
function readForm(bytes: Bytes, cipherEnd: number): TokenForm | undefined {
  if (bytes.length === cipherEnd) return 'cbc';
  if (bytes.length !== cipherEnd + 1) return undefined;
  const mode = bytes[cipherEnd];
  if (mode === 0) return 'cbc';
  return mode === 1 ? 'gcm' : undefined;
}

function hasItsLengths({ form, iv, cipher }: Envelope): boolean {
  if (iv.length !== ivLengths[form]) return false;
  return form === 'gcm' ? cipher.length > 16 : cipher.length > 0 && cipher.length % 16 === 0;
}
