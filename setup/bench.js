import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInFront } from './child.js';
import { root } from './places.js';
import { say } from './say.js';

/**
 * Runs one benchmark: `npm run bench -- <name>` runs `bench/<name>.ts`.
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function bench([name = '', ...args]) {
  const files = readdirSync(join(root, 'bench')).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const names = files.map((file) => file.slice(0, -'.ts'.length));
  if (names.includes(name)) {
    return runInFront([process.execPath, join(root, 'bench', `${name}.ts`), ...args], { env: process.env, cwd: root });
  }
  say(`name a benchmark: ${names.map((each) => `npm run bench -- ${each}`).join(', ')}`);
  return 1;
}

process.exitCode = await bench(process.argv.slice(2));
