import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** npm passes a terminal's Ctrl-C on although the terminal sent it to everyone: what comes this soon is the same key press. Milliseconds. */
const SAME_KEY_PRESS = 500;

/**
 * A filter that is true for the first of several equal signals in quick succession.
 * @param {() => number} [now] milliseconds
 * @returns {(signal: string) => boolean}
 */
export function isNewSignal(now = () => performance.now()) {
  /** @type {Map<string, number>} */
  const last = new Map();
  return (signal) => {
    const before = last.get(signal);
    const at = now();
    last.set(signal, at);
    return before === undefined || at - before > SAME_KEY_PRESS;
  };
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number} what a shell would report
 */
export function exitCode(code, signal) {
  return signal ? 128 + constants.signals[signal] : (code ?? 1);
}

/**
 * Runs a command in the foreground, in a session of its own, so that each Ctrl-C reaches it exactly once: through here.
 * @param {readonly string[]} command
 * @param {{ env: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<number>} its exit code, once it has ended
 */
export function runInFront([file = '', ...args], { env, cwd }) {
  const child = spawn(file, args, { env, cwd, stdio: 'inherit', detached: true });
  const isNew = isNewSignal();
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (isNew(signal)) child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(exitCode(code, signal));
    });
  });
}

/**
 * Runs a command out of sight and keeps what it prints.
 * @param {readonly string[]} command
 * @param {{ env: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runAside([file = '', ...args], { env, cwd }) {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-'));
  const log = openSync(join(folder, 'output'), 'a+');
  try {
    // A file keeps the order of both outputs and, other than a pipe, loses nothing when the child exits in a hurry.
    const child = spawn(file, args, { env, cwd, stdio: ['ignore', log, log] });
    const code = await new Promise((resolve) => {
      child.once('error', () => resolve(127));
      child.once('exit', (status, signal) => resolve(exitCode(status, signal)));
    });
    return { code, output: readFileSync(join(folder, 'output'), 'utf8') };
  } finally {
    closeSync(log);
    rmSync(folder, { recursive: true, force: true });
  }
}
