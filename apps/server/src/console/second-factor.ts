import { randomBytes } from 'node:crypto';
import type { Millis } from '@freshet/kit';
import type { SecondFactor } from '@freshet/store';
import { Secret, TOTP } from 'otpauth';
import { hashSecret } from './secrets.ts';

/** RFC 6238, section 4.1: what authenticators expect. Seconds. */
const PERIOD = 30;
/** Periods by which a clock may be off. RFC 6238, section 5.2. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** RFC 4226, section 4: at least 128 bits, 160 recommended. Bytes. */
const SECRET = 20;
/** 80 bits: enough for a plain hash of it to tell nothing. */
const RECOVERY_BYTES = 10;
// Crockford's letters: none that reads like a digit.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

type On = Extract<SecondFactor, { name: 'on' }>;

/** A new secret, and the address that an authenticator reads from a picture of it. */
export function beginTotp(operator: string): { readonly secret: string; readonly uri: string } {
  const secret = new Secret({ buffer: new Uint8Array(randomBytes(SECRET)).buffer }).base32;
  return { secret, uri: totp(secret, operator).toString() };
}

/** Switches a secret on with a first code of it; nothing where the code is wrong. The codes are told this once. */
export function confirmTotp(
  secret: string,
  code: string,
  now: Millis,
): { readonly factor: On; readonly recoveryCodes: readonly string[] } | undefined {
  const step = stepOf(secret, code, now);
  if (step === undefined) return undefined;
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
  const recoveryHashes = recoveryCodes.map((text) => hashSecret(plain(text)));
  return { factor: { name: 'on', secret, lastStep: step, recoveryHashes }, recoveryCodes };
}

/** Spends a code, of the authenticator or for recovery; nothing where it is wrong or was spent before. */
export function spendCode(factor: On, code: string, now: Millis): On | undefined {
  const step = stepOf(factor.secret, code, now);
  if (step !== undefined) return step > factor.lastStep ? { ...factor, lastStep: step } : undefined;
  const hash = hashSecret(plain(code));
  const recoveryHashes = factor.recoveryHashes.filter((one) => one !== hash);
  return recoveryHashes.length < factor.recoveryHashes.length ? { ...factor, recoveryHashes } : undefined;
}

function stepOf(secret: string, code: string, now: Millis): number | undefined {
  const delta = totp(secret, '').validate({ token: plain(code), timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD) + delta;
}

const totp = (secret: string, label: string): TOTP =>
  new TOTP({
    issuer: 'Freshet',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: Secret.fromBase32(secret),
  });

// 16 letters of 5 bits each.
function recoveryCode(): string {
  let bits = BigInt(`0x${randomBytes(RECOVERY_BYTES).toString('hex')}`);
  let text = '';
  for (let place = 0; place < 16; place += 1) {
    text += LETTERS[Number(bits & 31n)];
    bits >>= 5n;
  }
  return text.replaceAll(/.{4}(?=.)/g, '$&-');
}

const plain = (code: string): string => code.toLowerCase().replaceAll(/[\s-]/g, '');
