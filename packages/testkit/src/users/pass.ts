import { millis } from '@freshet/kit';
import { Admission, type User } from '@freshet/protocol';
import * as Token from '@freshet/token';

/** Seconds. */
const LIFETIME = 1800;

/** What a user needs to enter a room. */
export type Pass = {
  /** The server's origin. */
  readonly server: string;
  readonly appID: number;
  readonly roomID: string;
  readonly user: User;
  readonly token: string;
};

/** The server and project that a pass is made for. */
export type Issuer = { readonly origin: string; readonly appID: number; readonly serverSecret: string };

/** What a pass allows; without more, everything in one room. */
export type PassWishes = {
  readonly roomID: string;
  readonly userID: string;
  /** A token that was good an hour ago. */
  readonly expired?: boolean;
  /** With these the token has a privilege payload for `roomID`. */
  readonly privileges?: { readonly login: boolean; readonly publish: boolean };
  readonly streamIDs?: readonly string[];
};

/** A pass with a token minted as a project's backend mints it. */
export async function issuePass({ origin, appID, serverSecret }: Issuer, wishes: PassWishes): Promise<Pass> {
  const { roomID, userID, expired = false, privileges, streamIDs } = wishes;
  const now = millis(Date.now() - (expired ? 2 * LIFETIME : 0) * 1000);
  const rights = privileges ? { privileges, roomID, ...(streamIDs && { streamIDs }) } : {};
  const token = await Token.mint({ appID, userID, secret: serverSecret, lifetime: LIFETIME, now, ...rights });
  return { server: origin, appID, roomID, user: { userID, userName: userID }, token };
}

/** A pass as a page gets it: a link's invitation exchanged for a fresh user. */
export async function exchangeLink(link: string): Promise<Pass & Pick<Admission, 'streamID'>> {
  const { origin, hash } = new URL(link);
  const response = await fetch(`${origin}/api/invitations/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation: hash.slice(1) }),
  });
  if (!response.ok) throw new Error(`the invitation was refused with ${response.status}: ${await response.text()}`);
  const { appID, roomID, user, token, streamID } = Admission.parse(await response.json());
  return { server: origin, appID, roomID, user, token, streamID };
}
