import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const PATIENCE = 10_000;
/** Where mediasoup's worker tells its parent that it runs. */
const CHANNEL = 4;

/** Starts a media worker, waits until it says that it runs, and ends it; answers why it does not. */
export async function whyWorkerFails(bin: string): Promise<string | undefined> {
  const env = { ...process.env, MEDIASOUP_VERSION: 'trial' };
  const child = spawn(bin, { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  // It may be gone before its channel is read; its exit says all there is to say.
  for (const stream of child.stdio) stream?.on('error', () => undefined);
  const channel = child.stdio[CHANNEL] as Readable;
  const signal = AbortSignal.timeout(PATIENCE);
  const ended = once(child, 'close', { signal }).then(
    ([code, by]) => `${bin} ends at once (${by ?? `exit code ${code}`})`,
  );
  // A worker that has ended says nothing any more, and its channel does not tell.
  const over = new AbortController();
  const runs = once(channel, 'data', { signal: AbortSignal.any([signal, over.signal]) }).then(() => undefined);
  try {
    return await Promise.race([ended, runs]);
  } catch (error) {
    return `${bin} does not run: ${error instanceof Error ? error.message : error}`;
  } finally {
    child.kill('SIGKILL');
    over.abort();
    await Promise.allSettled([ended, runs]);
  }
}
