import { millis, seconds } from '@freshet/kit';
import { type AppID, FreshetError, type RoomID } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { toBase64Url } from './base64.ts';
import {
  type Invitation,
  type InvitationKeyOf,
  invitationKey,
  mintInvitation,
  verifyInvitation,
} from './invitation.ts';

const secret = 'fa94dd0f974cf2e293728a526b028271';
const now = seconds(1_700_000_000);
const invitation: Invitation = {
  appID: 4_294_967_295 as AppID,
  roomID: 'room’1' as RoomID,
  role: 'host',
  expires: millis(now + 60_000),
};
const keyOf: InvitationKeyOf = async (appID) => (appID === invitation.appID ? invitationKey(secret) : undefined);
const minted = async (): Promise<string> => mintInvitation({ ...invitation, key: await invitationKey(secret) });

async function refusal(work: Promise<unknown>): Promise<FreshetError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof FreshetError) return error;
  throw new Error('not refused with a FreshetError', { cause: error });
}

test('a minted invitation is verified and says what was written', async () => {
  const text = await minted();
  expect(text).toMatch(/^[\w-]+\.[\w-]+$/);
  expect(await verifyInvitation(text, { keyOf, now })).toEqual(invitation);
});

test('an invitation ends at its expiry with 1002078', async () => {
  const text = await minted();
  expect(await verifyInvitation(text, { keyOf, now: millis(invitation.expires - 1) })).toEqual(invitation);
  expect((await refusal(verifyInvitation(text, { keyOf, now: invitation.expires }))).code).toBe(1002078);
});

const forged = (text: string, change: Partial<Record<keyof Invitation, unknown>>): string => {
  const body = new TextEncoder().encode(JSON.stringify({ ...invitation, ...change }));
  return `${toBase64Url(body)}.${text.split('.')[1]}`;
};

test.each<[string, (text: string) => string | Promise<string>]>([
  ['nothing', () => ''],
  ['a body alone', (text) => text.split('.')[0] ?? ''],
  ['a third part', (text) => `${text}.AAAA`],
  ['a changed role', (text) => forged(text, { role: 'audience' })],
  ['a later expiry', (text) => forged(text, { expires: invitation.expires + 1 })],
  ['another room', (text) => forged(text, { roomID: 'other' })],
  ['an unknown project', (text) => forged(text, { appID: 7 })],
  ['a role that does not exist', (text) => forged(text, { role: 'admin' })],
  ['an AppID that is no number', (text) => forged(text, { appID: 'x' })],
  ['an empty signature', (text) => `${text.split('.')[0]}.`],
  ['a changed signature', (text) => text.replace(/\.(.)/, (_, first) => (first === 'A' ? '.B' : '.A'))],
  ['the signature of the ServerSecret itself', async (text) => signedWithSecret(text.split('.')[0] ?? '')],
  ['more than 2048 characters', (text) => `${'A'.repeat(2048)}${text}`],
])('an invitation with %s is refused with 1002033', async (_, change) => {
  const error = await refusal(verifyInvitation(await change(await minted()), { keyOf, now }));
  expect(error.code).toBe(1002033);
  expect(error.message).toContain('invitation');
});

async function signedWithSecret(body: string): Promise<string> {
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, utf8.encode(body));
  return `${body}.${toBase64Url(new Uint8Array(signature))}`;
}
