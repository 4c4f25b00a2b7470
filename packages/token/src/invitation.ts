import type { Millis } from '@freshet/kit';
import { type AppID, FreshetError, InvitationRole, type RoomID, refuseAppID, refuseRoomID } from '@freshet/protocol';
import * as z from 'zod/mini';
import { fromBase64Url, toBase64Url } from './base64.ts';

const Invitation = z.object({
  appID: z.custom<AppID>((value) => typeof value === 'number' && refuseAppID(value) === undefined),
  roomID: z.custom<RoomID>((value) => typeof value === 'string' && refuseRoomID(value) === undefined),
  role: InvitationRole,
  /** When it ends. Milliseconds since the Unix epoch. */
  expires: z.custom<Millis>((value) => Number.isSafeInteger(value)),
});

/** What an invitation says: who may come to which room, as what, until when. */
export type Invitation = z.infer<typeof Invitation>;

/** Finds the invitation key of a project; `undefined` where there is no such project. */
export type InvitationKeyOf = (appID: AppID) => Promise<CryptoKey | undefined>;

const LONGEST_INVITATION = 2048;
const utf8 = new TextEncoder();
// Whatever is signed with this key is an invitation and nothing else: the ServerSecret itself is the key of tokens.
const KEY_INFO = utf8.encode('freshet invitation v1');
const NO_SALT = new Uint8Array(0);

/** The key that signs the invitations of a project, derived from its ServerSecret. RFC 5869. */
export async function invitationKey(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: NO_SALT, info: KEY_INFO };
  const signature = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return crypto.subtle.deriveKey(derivation, material, signature, false, ['sign', 'verify']);
}

/** Mints the text of an invitation, fit for the fragment of a link: what it says, a dot, the signature. */
export async function mintInvitation(options: Invitation & { readonly key: CryptoKey }): Promise<string> {
  const { appID, roomID, role, expires, key } = options;
  const body = toBase64Url(utf8.encode(JSON.stringify({ appID, roomID, role, expires })));
  const signature = await crypto.subtle.sign('HMAC', key, utf8.encode(body));
  return `${body}.${toBase64Url(new Uint8Array(signature))}`;
}

/**
 * Verifies the text of an invitation with the key of the project that it names.
 *
 * @throws FreshetError 1002033 where it is not an invitation of that project, 1002078 where it has expired
 */
export async function verifyInvitation(
  text: string,
  options: { readonly keyOf: InvitationKeyOf; readonly now: Millis },
): Promise<Invitation> {
  const invitation = await readSigned(text, options.keyOf);
  if (invitation === undefined) throw new FreshetError(1002033, 'the invitation is not valid');
  if (options.now >= invitation.expires) throw new FreshetError(1002078, 'the invitation has expired');
  return invitation;
}

async function readSigned(text: string, keyOf: InvitationKeyOf): Promise<Invitation | undefined> {
  if (text.length > LONGEST_INVITATION) return undefined;
  const [body = '', mac = '', ...rest] = text.split('.');
  const signature = fromBase64Url(mac);
  const invitation = parse(body);
  if (invitation === undefined || signature === undefined || rest.length > 0) return undefined;
  const key = await keyOf(invitation.appID);
  if (key === undefined) return undefined;
  return (await crypto.subtle.verify('HMAC', key, signature, utf8.encode(body))) ? invitation : undefined;
}

function parse(body: string): Invitation | undefined {
  const bytes = fromBase64Url(body);
  if (bytes === undefined) return undefined;
  try {
    return Invitation.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data;
  } catch {
    return undefined;
  }
}
