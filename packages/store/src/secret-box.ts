import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV = 12;
const TAG = 16;

/** Length of the key, in bytes: AES-256. */
export const KEY_LENGTH = 32;

/** Encrypts small texts for one place each (AES-256-GCM): what was sealed for another place does not open. */
export class SecretBox {
  readonly #key: Uint8Array;

  /** @param key {@link KEY_LENGTH} bytes */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Encrypts `text` for `place`: IV, tag and cipher. */
  seal(text: string, place: string): Uint8Array {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** The text that was sealed for `place`; throws where key, place or bytes are not the same. */
  open(sealed: Uint8Array, place: string): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, IV), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(IV, IV + TAG));
    return decipher.update(sealed.subarray(IV + TAG), undefined, 'utf8') + decipher.final('utf8');
  }
}
