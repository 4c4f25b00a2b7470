import type { Project, ProjectStore } from '@freshet/core';
import { type Clock, type Millis, millis } from '@freshet/kit';
import { type Admission, FreshetError, InvitationExchange, type InvitationRole, type RoomID } from '@freshet/protocol';
import * as Token from '@freshet/token';
import type { FastifyInstance } from 'fastify';
import type { Door } from '../gateway/door.ts';
import { serveCrossOrigin } from './cross-origin.ts';

/** How long the token of an admitted user lets it log in. Seconds. */
const TOKEN_LIFETIME = 600;

/** What invitations need. */
export type InvitationOptions = {
  readonly projects: ProjectStore;
  readonly door: Door;
  readonly clock: Clock;
  /** How long a link stays valid. Milliseconds. */
  readonly linkLifetime: Millis;
};

/** Makes a link's invitation to a room of `project`. */
export async function invite(
  { appID, serverSecret }: Project,
  roomID: RoomID,
  role: InvitationRole,
  { clock, linkLifetime }: Pick<InvitationOptions, 'clock' | 'linkLifetime'>,
): Promise<string> {
  const expires = millis(clock.now() + linkLifetime);
  return Token.mintInvitation({ appID, roomID, role, expires, key: await Token.invitationKey(serverSecret) });
}

const EXCHANGE = '/api/invitations/exchange';

/** `POST /api/invitations/exchange`: an invitation for a fresh user with a short token. */
export function serveInvitations(app: FastifyInstance, options: InvitationOptions): void {
  serveCrossOrigin(app, EXCHANGE, options.projects);
  app.post(EXCHANGE, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    await options.door.countExchange(request.ip);
    const body = InvitationExchange.safeParse(request.body);
    if (!body.success) throw new FreshetError(1100001, 'the body is not { "invitation": "…" }');
    return admit(body.data.invitation, options);
  });
}

async function admit(text: string, options: InvitationOptions): Promise<Admission> {
  const { projects, clock } = options;
  const { appID, roomID, role } = await verify(text, options);
  const project = await projects.get(appID);
  if (!project) throw new FreshetError(1001004);
  const userID = `${role}-${crypto.randomUUID().slice(0, 13)}`;
  const admission = { appID, roomID, role, user: { userID, userName: userID } };
  if (role === 'audience') return { ...admission, token: await mint(admission, project, clock, undefined) };
  const streamID = `${userID}-main`;
  return {
    ...admission,
    token: await mint(admission, project, clock, streamID),
    streamID,
    audienceInvitation: await invite(project, roomID, 'audience', options),
  };
}

// A link that was signed with a secret that was replaced is good for as long as that secret counts.
async function verify(text: string, { projects, clock }: InvitationOptions): Promise<Token.Invitation> {
  const now = clock.now();
  const by = (secretOf: (project: Project) => string | undefined): Promise<Token.Invitation> =>
    Token.verifyInvitation(text, {
      keyOf: async (named) => {
        const project = await projects.get(named);
        const secret = project && secretOf(project);
        return secret === undefined ? undefined : Token.invitationKey(secret);
      },
      now,
    });
  try {
    return await by(({ serverSecret }) => serverSecret);
  } catch (error) {
    const former = ({ formerServerSecret: secret }: Project): string | undefined =>
      secret && secret.until > now ? secret.secret : undefined;
    return by(former).catch(() => {
      throw error;
    });
  }
}

function mint(
  { appID, roomID, user }: Pick<Admission, 'appID' | 'roomID' | 'user'>,
  { serverSecret: secret }: Project,
  clock: Clock,
  streamID: string | undefined,
): Promise<string> {
  return Token.mint({
    appID,
    userID: user.userID,
    secret,
    lifetime: TOKEN_LIFETIME,
    now: clock.now(),
    roomID,
    privileges: { login: true, publish: streamID !== undefined },
    ...(streamID === undefined ? {} : { streamIDs: [streamID] }),
  });
}
