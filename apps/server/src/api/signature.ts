import { createHash, timingSafeEqual } from 'node:crypto';
import type { Project } from '@freshet/core';
import { type Millis, seconds } from '@freshet/kit';
import { type AppID, refuseAppID } from '@freshet/protocol';
import { type ApiCode, ApiRefusal } from '@freshet/protocol/server-api';
import * as z from 'zod';

/** How far the clock of a backend may be from ours. */
const SKEW = seconds(600);

const NONCE = /^[0-9A-Za-z_-]{8,64}$/;
const NOTHING = '';
const text = z.string().catch(NOTHING);

/** What every signed request carries in its address; a member that is missing, or there twice, is empty. */
export const SignedQuery = z.object({
  AppId: text,
  SignatureNonce: text,
  Timestamp: text,
  Signature: text,
  SignatureVersion: text,
  Action: text,
});
export type SignedQuery = z.infer<typeof SignedQuery>;

/** Who says it calls, before that was proved. `timestamp` in seconds since the Unix epoch. */
export type Claim = {
  readonly appID: AppID;
  readonly nonce: string;
  readonly timestamp: number;
  readonly signature: string;
};

/** The oldest timestamp that is taken at `now`, in seconds since the Unix epoch. */
export const oldestTimestamp = (now: Millis): number => Math.floor((now - SKEW) / 1000);

/**
 * Reads who says it calls.
 *
 * @throws ApiRefusal for what is missing, malformed or too old
 */
export function readClaim(query: SignedQuery, now: Millis): Claim {
  refuseUnless(refuseAppID(Number(query.AppId || Number.NaN)) === undefined, 100000001);
  refuseUnless(query.SignatureVersion !== NOTHING, 100000013);
  refuseUnless(query.SignatureVersion === '2.0', 100000014);
  refuseUnless(query.Timestamp !== NOTHING, 100000002);
  refuseUnless(/^\d{1,12}$/.test(query.Timestamp), 100000003);
  refuseUnless(NONCE.test(query.SignatureNonce), 100000008);
  refuseUnless(query.Signature !== NOTHING, 100000009);
  const timestamp = Number(query.Timestamp);
  refuseUnless(Math.abs(now - timestamp * 1000) <= SKEW, 100000004);
  return {
    appID: Number(query.AppId) as AppID,
    nonce: query.SignatureNonce,
    timestamp,
    signature: query.Signature,
  };
}

/** What a backend signs with: the lower-case hexadecimal MD5 of the four, one after the other. */
export const sign = (appID: string, nonce: string, secret: string, timestamp: string): string =>
  createHash('md5').update(`${appID}${nonce}${secret}${timestamp}`).digest('hex');

/**
 * Whether a claim is signed with the project's secret, or with its former one while that counts. Takes the same time
 * whichever character is wrong.
 */
export function isSigned({ appID, nonce, timestamp, signature }: Claim, project: Project, now: Millis): boolean {
  const { serverSecret, formerServerSecret: former } = project;
  const secrets = [serverSecret, former && former.until > now ? former.secret : serverSecret];
  const given = Buffer.from(signature);
  const matches = secrets.map((secret) => {
    const right = Buffer.from(sign(String(appID), nonce, secret, String(timestamp)));
    return given.length === right.length && timingSafeEqual(given, right);
  });
  return matches.includes(true);
}

function refuseUnless(holds: boolean, code: ApiCode): void {
  if (!holds) throw new ApiRefusal(code);
}
