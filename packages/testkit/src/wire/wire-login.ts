import { type Params, protocolVersions, type Result } from '@freshet/protocol';
import type { TokenWish, WireServer } from '../server/launch-server.ts';
import { WireClient } from './wire-client.ts';

/** A login of a wire client that succeeded. */
export type WireLogin = { readonly client: WireClient; readonly answer: Result<'login'> };

/** What is particular to a login; the rest is as in an ordinary one. */
export type LoginWish = Partial<Omit<Params<'login'>, 'user'>> & {
  readonly roomID: string;
  readonly userID: string;
  readonly grant?: Omit<TokenWish, 'userID'>;
};

/** The parameters of an ordinary login to the demo project, with whatever the wish changes. */
export async function loginParams(server: WireServer, { userID, grant, ...wish }: LoginWish): Promise<Params<'login'>> {
  return {
    versions: [...protocolVersions],
    appID: server.demo.appID,
    user: { userID, userName: `name of ${userID}` },
    token: await server.token({ userID, ...grant }),
    config: { isUserStatusNotify: true, maxMemberCount: 0 },
    ...wish,
  };
}

/** Connects and logs in. */
export async function wireLogin(server: WireServer, wish: LoginWish): Promise<WireLogin> {
  const client = await WireClient.connect(server.origin);
  return { client, answer: await client.request('login', await loginParams(server, wish)) };
}
