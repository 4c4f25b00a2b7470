import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './places.js';

/**
 * Writes down what a start needs, for systemd and for shells: services start the server without this setup, which
 * would want to write into the tree.
 * @param {string} node the path of Node
 * @param {NodeJS.ProcessEnv} env with the media worker
 * @param {string} [top] the root of the tree
 */
export function recordStart(node, env, top = root) {
  const file = join(top, '.cache', 'start.env');
  mkdirSync(dirname(file), { recursive: true });
  const lines = { FRESHET_NODE: node, MEDIASOUP_WORKER_BIN: env.MEDIASOUP_WORKER_BIN ?? '' };
  writeFileSync(file, startEnv(lines));
}

/**
 * Assignments that a shell and systemd read alike.
 * @param {Readonly<Record<string, string>>} values
 */
export function startEnv(values) {
  const quote = (/** @type {string} */ text) => `"${text.replaceAll(/[\\"$`]/g, (sign) => `\\${sign}`)}"`;
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quote(value)}\n`)
    .join('');
}
