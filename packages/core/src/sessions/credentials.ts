import type { Clock, Millis } from '@freshet/kit';
import { millis } from '@freshet/kit';
import { FreshetError, type UserID } from '@freshet/protocol';
import * as Token from '@freshet/token';
import type { Project } from '../ports/project-store.ts';
import { isSameText } from './same-text.ts';

/** An AppSign has no end; this is as good as none. */
const NO_END: Millis = millis(Number.MAX_SAFE_INTEGER);

/**
 * Holds a token against the project's secret, or, for its overlap, the secret before it.
 *
 * @throws FreshetError as {@link Token.verify}
 */
export async function verifyToken(token: string, project: Project, userID: UserID, clock: Clock): Promise<Token.Grant> {
  const verify = (secret: string): Promise<Token.Grant> =>
    Token.verify(token, {
      appID: project.appID,
      secret,
      userID,
      allowCbc: project.switches.cbcTokens,
      requirePrivileges: project.switches.privilegeTokens,
      now: clock.now(),
    });
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
 * @throws FreshetError 1002067 where the project takes tokens alone, 1002033 where it is wrong
 */
export function verifyAppSign(appSign: string, project: Project, userID: UserID): Token.Grant {
  if (!project.switches.appSignLogin) throw new FreshetError(1002067, 'this project takes no AppSign');
  if (!isSameText(appSign.toLowerCase(), project.appSign.toLowerCase())) {
    throw new FreshetError(1002033, 'the AppSign is not the one of this project');
  }
  return { userID, expire: NO_END, mayLogin: true, publish: 'any' };
}
