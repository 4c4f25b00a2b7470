import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runAside } from './child.js';
import { root } from './places.js';

/** As many at a time as the smallest machine we know has cores. */
const AT_ONCE = 2;

/**
 * @typedef {{ name: string, what: string, command: string[] }} Check
 * @returns {Check[]} the slow ones first
 */
function checks() {
  const tool = (/** @type {string} */ name) => join(root, 'node_modules', '.bin', name);
  return [
    { name: 'types', what: 'tsc', command: [tool('tsc'), '-b', 'tsconfig.json', 'tsconfig.browser.json'] },
    { name: 'promises', what: 'eslint', command: [tool('eslint'), '--max-warnings=0', '.'] },
    { name: 'format and lint', what: 'biome', command: [tool('biome'), 'ci', '--colors=off', '.'] },
    {
      name: 'who imports whom',
      what: 'dependency-cruiser',
      command: [tool('depcruise'), '--output-type', 'err-long', ...folders()],
    },
    { name: 'nothing unused', what: 'knip', command: [tool('knip'), '--no-progress', '--no-config-hints'] },
  ];
}

/** The folders that hold our own code, as far as they exist. */
function folders() {
  return ['packages', 'apps', 'bench', 'examples', 'tests', 'setup'].filter((folder) => existsSync(join(root, folder)));
}

/**
 * @template T, R
 * @param {readonly T[]} items
 * @param {number} width
 * @param {(item: T) => Promise<R>} task
 * @returns {Promise<R[]>}
 */
export async function atMost(width, items, task) {
  /** @type {R[]} */
  const results = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/**
 * Runs every check, each to its end, and prints one line for each and what the failed ones said.
 * @returns {Promise<number>} how many failed
 */
export async function runChecks() {
  const outcomes = await atMost(AT_ONCE, checks(), async ({ name, what, command }) => {
    const start = performance.now();
    const { code, output } = await runAside(command, { env: process.env, cwd: root });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (code !== 0) process.stdout.write(output);
    process.stdout.write(`check ${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${what}, ${seconds} s)\n`);
    return code;
  });
  return outcomes.filter((code) => code !== 0).length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await runChecks()) === 0 ? 0 : 1;
}
