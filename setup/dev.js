import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundledWorkspaces } from './build.js';
import { root } from './places.js';

/**
 * The server, restarted when its sources change, beside bundles that do the same.
 * They share this process's session, so one signal ends them all; when one ends, the others have no purpose.
 * @param {readonly string[]} args for the server
 */
function dev(args) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const start = (/** @type {string[]} */ command, /** @type {string} */ folder) =>
    spawn(process.execPath, command, { stdio: 'inherit', cwd: join(root, folder) });
  const children = [
    ...bundledWorkspaces().map((folder) => start([vite, 'build', '--watch', '--logLevel', 'warn'], folder)),
    start(['--watch', 'apps/server/src/main.ts', ...args], '.'),
  ];
  const endAll = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  for (const child of children) child.once('exit', endAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, endAll);
}

dev(process.argv.slice(2));
