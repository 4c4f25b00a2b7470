/**
 * Every npm script begins here, on whatever Node the machine has (20 or newer): it brings what the command needs, each
 * thing only when it is not there yet, and then runs the command under Node 24.
 */
import { join } from 'node:path';
import { buildBundles } from './build.js';
import { runInFront } from './child.js';
import { ensurePackages } from './install.js';
import { ensureNode, environmentFor } from './node.js';
import { root } from './places.js';
import { SetupError, say } from './say.js';
import { recordStart } from './start-env.js';
import { ensureTools, tools } from './test-tools.js';
import { ensureWorker } from './worker/index.js';
import { withLock } from './worker/lock.js';

/**
 * @typedef {object} Command
 * @property {readonly string[]} [script] what Node runs in the end
 * @property {boolean} [worker] it needs the media worker
 * @property {'when stale' | 'always'} [build] it needs the bundles
 * @property {boolean} [recorded] where Node and the media worker are is written down for a start without this script
 * @property {readonly import('./test-tools.js').Tool[]} [tools] what it needs beside Node
 */

/** @type {Readonly<Record<string, Command>>} */
const commands = {
  start: { script: ['apps/server/src/main.ts'], worker: true, build: 'when stale' },
  dev: { script: ['setup/dev.js'], worker: true, build: 'when stale' },
  build: { worker: true, build: 'always', recorded: true },
  freshet: { script: ['apps/cli/src/main.ts'], worker: true },
  check: { script: ['setup/check.js'] },
  test: { script: ['setup/test.js'], worker: true, build: 'when stale', tools: Object.values(tools) },
  bench: {
    script: ['setup/bench.js'],
    worker: true,
    build: 'when stale',
    tools: [tools.chromium, tools.firefox, tools.ffmpeg, tools.espeak],
  },
  soak: { script: ['tests/soak/main.ts'], worker: true, build: 'when stale', tools: [tools.chromium] },
};

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function run(name, args) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new SetupError(`usage: node setup/run.js ${Object.keys(commands).join(' | ')}`);
  const onWait = () => say('another command is preparing this work tree, waiting for it');
  const env = await withLock(join(root, '.cache', 'setup'), onWait, () => prepare(command));
  return command.script ? runInFront(['node', ...command.script, ...args], { env, cwd: root }) : 0;
}

/**
 * @param {Command} command
 * @returns {Promise<NodeJS.ProcessEnv>} the environment it runs in
 */
async function prepare(command) {
  const node = await ensureNode();
  let env = environmentFor(process.env, node);
  await ensurePackages(node, env);
  if (command.tools) env = await ensureTools(command.tools, env);
  if (command.worker) env = { ...env, MEDIASOUP_WORKER_BIN: (await ensureWorker({ log: say })).bin };
  if (command.build) await buildBundles(node, env, { evenIfFresh: command.build === 'always' });
  if (command.recorded) recordStart(node, env);
  return env;
}

try {
  const [name = '', ...args] = process.argv.slice(2);
  process.exitCode = await run(name, args);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(error.output);
  say(error.message);
  process.exitCode = 1;
}
