import type { AppID } from '@freshet/protocol';
import { mint } from '@freshet/token';
import type { WireServer } from '../server/launch-server.ts';
import type { Issuer } from '../users/pass.ts';

/** Seconds; longer than any test, so that nobody is told that a token ends. */
const LIFETIME = 36_000;

/** A server in another process, as clients without an SDK need it. */
export function wireServer({ origin, appID, serverSecret: secret }: Issuer): WireServer {
  return {
    origin,
    demo: { appID: appID as AppID },
    token: (wish) => mint({ lifetime: LIFETIME, ...wish, appID, secret }),
  };
}
