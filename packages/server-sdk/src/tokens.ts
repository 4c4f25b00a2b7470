import { millis } from '@freshet/kit';
import { type AppID, FreshetError, refuseAppID, refuseUserID, type UserID } from '@freshet/protocol';
import * as Token from '@freshet/token';

/** How the project takes tokens; both are switches of it, and off unless given. */
type ProjectRules = {
  /** Whether it takes the CBC form, which has no integrity. */
  readonly allowCbc?: boolean;
  /** Whether it refuses tokens without privileges. */
  readonly requirePrivileges?: boolean;
};

/** What a token is verified against. */
export type VerifyOptions = ProjectRules & {
  readonly appID: number;
  readonly userID: string;
  /** The project's ServerSecret. */
  readonly secret: string;
};

/**
 * Verifies a token as the server does at a login, which rooms and streams it covers aside: its grant says those.
 *
 * @throws FreshetError 1001000 or a code of the userID where one of them is not valid; 1002067 for no token, 1002076
 * for another AppID, 1002077 for another user, 1002078 for an expired one, 1002079 for another version, 1002075 and 1002080 for claims that do not make sense, 1002033
 * for any other
 */
export async function verify(token: string, options: VerifyOptions): Promise<Token.TokenGrant> {
  const { appID, userID, secret, allowCbc = false, requirePrivileges = false } = options;
  const project = { appID: checked<AppID>(appID, refuseAppID), secret, allowCbc, requirePrivileges };
  return Token.verify(token, { ...project, userID: checked<UserID>(userID, refuseUserID), now: millis(Date.now()) });
}

/** What a token is explained against; a rule without its wish is skipped. */
export type ExplainOptions = ProjectRules & {
  readonly appID: number;
  /** The ServerSecrets that count, the present one first. */
  readonly secrets: readonly string[];
  readonly userID?: string;
  readonly roomID?: string;
};

/**
 * Says rule by rule why a token is or is not good. For whoever has the secret alone: it tells what {@link verify} keeps
 * from those who guess.
 *
 * @throws FreshetError 1001000 where the AppID is not valid
 */
export async function explain(token: string, options: ExplainOptions): Promise<Token.TokenExplanation> {
  const { appID, allowCbc = false, requirePrivileges = false, ...rest } = options;
  const project = { appID: checked<AppID>(appID, refuseAppID), allowCbc, requirePrivileges };
  return Token.explain(token, { ...rest, ...project, now: millis(Date.now()) });
}

function checked<ID extends string | number>(
  value: ID extends string ? string : number,
  refuse: (value: ID extends string ? string : number) => FreshetError['code'] | undefined,
): ID {
  const code = refuse(value);
  if (code !== undefined) throw new FreshetError(code);
  return value as ID;
}
