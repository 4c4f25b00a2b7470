/** A reason to stop that a person can act on: printed as one line, without a stack. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';

  /**
   * @param {string} message what is missing and what to do
   * @param {string} [output] what the program that failed had to say, shown above the message
   */
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/**
 * One plain progress line. It goes to standard error, so that `npm run bench -- --json` keeps standard output for itself.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`[setup] ${line}\n`);
}

/**
 * Says what begins, runs it, and says how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
export async function timed(what, step) {
  say(`${what} ...`);
  const start = performance.now();
  const result = await step();
  say(`${what}: done after ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
