/** Bytes that WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

const STANDARD = /^[A-Za-z0-9+/]+={0,2}$/;
const URL_SAFE = /^[A-Za-z0-9_-]+$/;

/** Standard base64 with padding. RFC 4648, section 4. */
export function toBase64(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Reads standard base64 with padding; `undefined` where it is not. */
export function fromBase64(text: string): Bytes | undefined {
  return STANDARD.test(text) && text.length % 4 === 0 ? decode(text) : undefined;
}

/** Base64 for links, without padding. RFC 4648, section 5. */
export function toBase64Url(bytes: Bytes): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads base64 for links; `undefined` where it is not. */
export function fromBase64Url(text: string): Bytes | undefined {
  // A single character left over holds less than a byte.
  if (!URL_SAFE.test(text) || text.length % 4 === 1) return undefined;
  return decode(text.replaceAll('-', '+').replaceAll('_', '/'));
}

function decode(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
