import type { Log } from '@freshet/core';
import type { RunningServer } from '../server.ts';

/** Reads the certificate files again. */
const RELOAD = 'SIGHUP';

/**
 * Ends the server when a signal asks for it, and resolves when it is closed. Ctrl-C closes it at once; SIGTERM lets it
 * drain first; a second signal ends the drain, and one more does not wait for the close.
 */
export function stopAtSignals(server: RunningServer, log: Log, reloads: boolean): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let stage: 'serving' | 'draining' | 'closing' = 'serving';
  const close = (): void => {
    if (stage === 'closing') return;
    stage = 'closing';
    log.info({}, 'stopping');
    server.close().then(resolve, reject);
  };
  const drain = (): void => {
    stage = 'draining';
    log.info({}, 'draining: nobody new is let in');
    server.drain().then(close, reject);
  };
  process.on('SIGTERM', () => {
    if (stage === 'closing') process.exit(1);
    if (stage === 'draining') close();
    else drain();
  });
  process.on('SIGINT', () => {
    if (stage === 'closing') process.exit(1);
    close();
  });
  // Without files to read, a terminal that goes away ends the server, as it ends any program.
  if (reloads) process.on(RELOAD, () => server.reloadCertificate());
  return promise;
}
