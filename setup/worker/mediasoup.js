import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SetupError } from '../say.js';

/**
 * @typedef {object} Mediasoup
 * @property {string} version
 * @property {string} releases the address under which its official workers are published
 * @property {string} sources the folder of the worker's sources
 */

/**
 * Finds the installed mediasoup, whose version the worker has to have.
 * @param {string} from a folder; mediasoup is looked for as a module in it would
 * @returns {Mediasoup}
 */
export function findMediasoup(from) {
  const folder = packageFolder(from);
  const { version, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const home = String(repository.url)
    .replace(/^git\+/, '')
    .replace(/\.git$/, '');
  return { version, releases: `${home}/releases/download/${version}`, sources: join(folder, 'worker') };
}

/** @param {string} from */
function packageFolder(from) {
  let folder;
  try {
    folder = dirname(createRequire(join(from, 'package.json')).resolve('mediasoup'));
  } catch (cause) {
    throw new SetupError('mediasoup is not among the installed packages: run npm ci', String(cause));
  }
  // Its package.json is not among its exports, so it is found on the way up from its main file.
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
