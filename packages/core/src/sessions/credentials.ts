import type { Clock, Millis } from '@freshet/kit';
import { millis } from '@freshet/kit';
import { FreshetError, type UserID } from '@freshet/protocol';
import * as Token from '@freshet/token';
import type { Project } from '../ports/project-store.ts';
import { isSameText } from './same-text.ts';
import type { Farewell } from './session-end.ts';

/** An AppSign has no end; this is as good as none. */
const NO_END: Millis = millis(Number.MAX_SAFE_INTEGER);

/** What a user showed to be let in. */
type Proof =
  | { readonly kind: 'token'; readonly form: Token.TokenForm; readonly hasPrivileges: boolean }
  | { readonly kind: 'appSign'; readonly appSign: string };

/** A proof that was good, and what it allows. */
export type Admission = { readonly proof: Proof; readonly grant: Token.Grant };

/**
 * What a project as it is now says to a proof that was good once; `undefined` where it would still take it. A token is
 * not held against the ServerSecret again: a rotation keeps new logins out, and who is in stays until its token ends.
 */
export function refuseProof(proof: Proof, project: Project, now: Millis): Farewell | undefined {
  const { switches } = project;
  if (proof.kind === 'appSign') {
    if (!switches.appSignLogin) return { code: 1002067, reason: 'this project takes no AppSign' };
    const isRight = appSignsOf(project, now).some((appSign) => isSameText(proof.appSign.toLowerCase(), appSign));
    return isRight ? undefined : { code: 1001005, reason: 'the AppSign is not the one of this project' };
  }
  const isBarred = proof.form === 'cbc' && !switches.cbcTokens;
  if (isBarred) return { code: 1002033, reason: 'this project takes no token in the CBC form' };
  const lacksPrivileges = !proof.hasPrivileges && switches.privilegeTokens;
  if (lacksPrivileges) return { code: 1002033, reason: 'the token has no privileges, which this project requires' };
  return undefined;
}

/** The AppSigns that count now, in lower case: for its overlap, the one before is among them. */
function appSignsOf({ appSign, formerAppSign: former }: Project, now: Millis): readonly string[] {
  const standing = former && former.until > now ? [appSign, former.secret] : [appSign];
  return standing.map((each) => each.toLowerCase());
}

/**
 * Holds a token against the project's secret, or, for its overlap, the secret before it.
 *
 * @throws FreshetError as {@link Token.verify}
 */
export async function verifyToken(token: string, project: Project, userID: UserID, clock: Clock): Promise<Admission> {
  const verify = async (secret: string): Promise<Admission> => {
    const grant = await Token.verify(token, {
      appID: project.appID,
      secret,
      userID,
      allowCbc: project.switches.cbcTokens,
      requirePrivileges: project.switches.privilegeTokens,
      now: clock.now(),
    });
    return { proof: { kind: 'token', form: grant.form, hasPrivileges: grant.hasPrivileges }, grant };
  };
  const { formerServerSecret: former } = project;
  if (!former || former.until <= clock.now()) return verify(project.serverSecret);
  return verify(project.serverSecret).catch((refusal: unknown) => {
    if (!(refusal instanceof FreshetError) || refusal.code !== 1002033) throw refusal;
    return verify(former.secret);
  });
}

/**
 * Holds an AppSign against its project. It is in every copy of an application, so it proves nothing about the user.
 *
 * @throws FreshetError 1002067 where the project takes tokens alone, 1001005 where it is wrong
 */
export function verifyAppSign(appSign: string, project: Project, userID: UserID, clock: Clock): Admission {
  const proof: Proof = { kind: 'appSign', appSign };
  const refused = refuseProof(proof, project, clock.now());
  if (refused) throw new FreshetError(refused.code, refused.reason);
  return { proof, grant: { userID, expire: NO_END, mayLogin: true, publish: 'any' } };
}
