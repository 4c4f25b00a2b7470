import type { Project, ProjectStore } from '@freshet/core';
import type { Clock } from '@freshet/kit';
import type { TokenExplanation } from '@freshet/protocol/console';
import * as Token from '@freshet/token';
import type { Handlers } from './call.ts';
import { findProject } from './find-project.ts';

/** How long the token that the console makes is good for: a day, as the original's temporary token. Seconds. */
const LIFETIME = 86_400;

/** What the endpoints about tokens need. */
export type TokenHandlersOptions = { readonly projects: Pick<ProjectStore, 'get'>; readonly clock: Clock };

/** Makes temporary tokens, and says why a given one is or is not good. */
export function tokenHandlers({ projects, clock }: TokenHandlersOptions): Handlers<'mintToken' | 'explainToken'> {
  return {
    mintToken: async ({ appID, userID, roomID, privileges = roomID ? everything : undefined }, { now, note }) => {
      const { serverSecret: secret } = await findProject(projects, appID);
      const token = await Token.mint({
        ...{ appID, userID, secret, lifetime: LIFETIME, now },
        ...(privileges && { privileges }),
        ...(roomID && { roomID }),
      });
      note({ subject: appID, detail: { userID, ...(roomID && { roomID }), ...(privileges && { privileges }) } });
      return { token, expires: (Math.floor(now / 1000) + LIFETIME) * 1000 };
    },
    explainToken: async ({ appID, token, userID, roomID }) => {
      const project = await findProject(projects, appID);
      const explanation = await Token.explain(token, {
        appID: project.appID,
        secrets: secretsOf(project, clock),
        ...(userID && { userID }),
        ...(roomID && { roomID }),
        allowCbc: project.switches.cbcTokens,
        requirePrivileges: project.switches.privilegeTokens,
        now: clock.now(),
      });
      return inProject(explanation, project);
    },
  };
}

// A basic token names no room.
const everything = { login: true, publish: true };

function secretsOf({ serverSecret, formerServerSecret: former }: Project, clock: Clock): readonly string[] {
  return former && former.until > clock.now() ? [serverSecret, former.secret] : [serverSecret];
}

// Nobody logs in to a paused project, whatever its token says.
function inProject({ code, findings, claims }: Token.TokenExplanation, { state }: Project): TokenExplanation {
  const isPaused = state === 'paused';
  const told = isPaused ? findings.map((one) => (one.check === 'project' ? paused : one)) : findings;
  const refusal = isPaused ? 1_000_037 : code;
  return { valid: refusal === 0, code: refusal, findings: told.map((one) => ({ ...one })), ...tell(claims) };
}

function tell(claims: Token.TokenClaims | undefined): Pick<TokenExplanation, 'claims'> {
  if (claims === undefined) return {};
  const { streamIDs, ...rest } = claims;
  return { claims: { ...rest, ...(streamIDs && { streamIDs: [...streamIDs] }) } };
}

const paused = { check: 'project', verdict: 'failed', found: 'paused', wanted: 'active' } as const;
