import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../../../setup/run.js', import.meta.url));
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Starts the server as `npm start` does, and answers its exit code once it has ended. */
export function start(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [RUN, 'start', ...args], { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, forward);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once('error', reject);
  child.once('exit', (code, signal) => {
    for (const name of SIGNALS) process.off(name, forward);
    resolve(signal ? 128 + constants.signals[signal] : (code ?? 1));
  });
  return promise;
}
