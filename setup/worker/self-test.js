import { spawn } from 'node:child_process';

/** How long a worker may take to start. Milliseconds. */
const PATIENCE = 10_000;

/**
 * Starts a worker as mediasoup does, waits until it reports that it runs (its libraries are loaded and their own tests
 * passed), and ends it.
 * @param {string} bin
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} why it does not run; nothing when it does
 */
export function whyNotRunning(bin, env) {
  const child = spawn(bin, {
    env: { ...env, MEDIASOUP_VERSION: 'self-test' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  // It may be gone before its channel is written to or read from; its exit says all there is to say.
  for (const stream of child.stdio) stream?.on('error', () => {});
  return new Promise((resolve) => {
    /** @param {string} [problem] */
    const end = (problem) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(problem);
    };
    const timer = setTimeout(() => end(`it said nothing for ${PATIENCE / 1000} s`), PATIENCE);
    child.stdio[4]?.once('data', () => end());
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => {
      const [line = ''] = complaint.trim().split('\n');
      end(`it ended at once (${signal ?? `exit code ${code}`})${line && `: ${line}`}`);
    });
  });
}
