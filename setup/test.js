import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from './check.js';
import { runInFront } from './child.js';
import { inNamespace, whyNoNamespace } from './namespace.js';
import { root } from './places.js';
import { say } from './say.js';
import { closingLine, countReport } from './test-report.js';

/**
 * The checks and then every test; with arguments, the tests that vitest chooses by them, alone.
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function test(args) {
  const failedChecks = args.length === 0 ? await runChecks() : 0;
  if (failedChecks > 0) {
    process.stdout.write(`${closingLine({ passed: 0, failed: failedChecks, skipped: 0 })}\n`);
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'freshet-'));
  try {
    return await runTests(args, join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} args
 * @param {string} report where vitest puts it
 */
async function runTests(args, report) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = [process.execPath, vitest, 'run', ...reporters, ...args];
  const why = await whyNoNamespace(process.env);
  const warning = `NO NETWORK NAMESPACE: ${why}. Tests run on this machine's own network; those with Firefox can fail for that alone.`;
  if (why) say(warning);
  const code = await runInFront(why ? command : inNamespace(command), { env: process.env, cwd: root });
  const counts = countReport(readReport(report));
  if (why && counts.failed > 0) say(warning);
  process.stdout.write(`${closingLine(counts)}\n`);
  return code === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : code || 1;
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Without a report vitest has said itself what stopped it, and its exit code counts.
    return { testResults: [] };
  }
}

process.exitCode = await test(process.argv.slice(2));
