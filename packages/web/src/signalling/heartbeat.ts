import { type Millis, millis, type Scope } from '@freshet/kit';
import { limits } from '@freshet/protocol';

// After a change of network an answer that is not there by now will not come.
const CHECK_PATIENCE = millis(3000);

type Pinged = { ping(patience: Millis): Promise<unknown>; drop(): void };

/**
 * Shows the server that this client is there, and finds out when the server is not. The returned function checks at
 * once, after something that may have changed the network.
 *
 * @param heartbeatPeriod after which the server takes a silent client for gone
 */
export function startHeartbeat(link: Pinged, heartbeatPeriod: Millis, scope: Scope): () => void {
  const beat = (patience: Millis): void => {
    link.ping(patience).catch(() => link.drop());
  };
  // Two signs of life may be late before the server gives up.
  const period = millis(Math.min(limits.pingPeriod, heartbeatPeriod / 3));
  scope.every(period, () => beat(limits.answer));
  return () => beat(CHECK_PATIENCE);
}
