import { type Millis, seconds } from '@freshet/kit';
import { type AppID, FreshetError, type UserID } from '@freshet/protocol';
import type { Bytes } from './base64.ts';
import { type Opened, open } from './cipher.ts';
import { type Claims, parseClaims } from './claims.ts';
import { type Envelope, readEnvelope, type TokenForm, VERSION } from './envelope.ts';
import { allowances, checkNotExpired, type TokenGrant } from './grant.ts';

/** What a token is held against. */
export type VerifyOptions = {
  readonly appID: AppID;
  /** The project's ServerSecret: 32 ASCII characters. */
  readonly secret: string;
  readonly userID: UserID;
  /** Takes the CBC form, which has no integrity, as well. */
  readonly allowCbc: boolean;
  /** Refuses tokens without a privilege payload. */
  readonly requirePrivileges: boolean;
  readonly now: Millis;
};

// What is decrypted and parsed where a token gives nothing to decrypt or parse, so that every refusal costs the same.
const dummyPlain: Bytes = new TextEncoder().encode(
  '{"app_id":0,"user_id":"nobody","nonce":0,"ctime":0,"expire":0,"payload":""}',
);
const dummyEnvelope: Envelope = {
  form: 'gcm',
  iv: new Uint8Array(12),
  cipher: new Uint8Array(dummyPlain.length + 16),
};

/**
 * Verifies a Token04 for one user of one project. Which rooms and streams it covers is for {@link checkLogin} and
 * {@link checkPublish} to say.
 *
 * @throws FreshetError 1002067 for no token, 1002079 for one of another version; 1002033 with one and the same message
 * for whatever is wrong before the claims can be read; where a GCM tag proves that whoever wrote them has the secret,
 * 1002075 for claims of another form and 1002080 for a nonce that is no integer; then 1002076 for another AppID, 1002077
 * for another user, 1002078 for an expired one, and 1002033 for one without the privileges that the project requires
 */
export async function verify(token: string, options: VerifyOptions): Promise<TokenGrant> {
  if (token === '') throw new FreshetError(1002067);
  if (!token.startsWith(VERSION)) throw new FreshetError(1002079);
  const { form, plain, privileges } = await readClaims(token, options);
  if (plain.app_id !== options.appID) throw new FreshetError(1002076);
  if (plain.user_id !== options.userID) throw new FreshetError(1002077);
  const grant: TokenGrant = {
    userID: options.userID,
    expire: seconds(plain.expire),
    form,
    hasPrivileges: privileges !== undefined,
    ...allowances(privileges),
  };
  checkNotExpired(grant, options.now);
  if (options.requirePrivileges && !grant.hasPrivileges) {
    throw new FreshetError(1002033, 'the token has no privileges, which this project requires');
  }
  return grant;
}

type Reading = Claims & { readonly form: TokenForm };

const faults = { form: 1002075, nonce: 1002080 } as const;

async function readClaims(token: string, options: VerifyOptions): Promise<Reading> {
  const envelope = readEnvelope(token);
  const usable = envelope !== undefined && (envelope.form === 'gcm' || options.allowCbc);
  const opened: Opened = await open(usable ? envelope : dummyEnvelope, options.secret, dummyPlain);
  const claims = parseClaims(opened.plain);
  if (!usable || !opened.whole) throw new FreshetError(1002033);
  if (!('fault' in claims)) return { form: envelope.form, ...claims };
  // Nothing stands behind the CBC form: what can be read in it is no business of whoever changes it.
  throw new FreshetError(envelope.form === 'gcm' ? faults[claims.fault] : 1002033);
}
