import { spawnSync } from 'node:child_process';
import { aptInstall } from '../apt.js';
import { findProgram } from '../places.js';
import { SetupError } from '../say.js';

/**
 * Installs the Debian packages that are not there yet, or says how to.
 * @param {readonly string[]} packages
 * @param {{ log: (line: string) => void, env: NodeJS.ProcessEnv, isRoot: boolean }} options
 */
export async function ensureDebianPackages(packages, { log, env, isRoot }) {
  const missing = missingPackages(packages, env);
  if (missing.length === 0) return;
  const apt = findProgram('apt-get', env);
  if (!apt) throw new SetupError('this machine has no apt-get');
  if (!isRoot)
    throw new SetupError(
      'the media worker has to be built here. ' +
        `Run: sudo apt-get install -y --no-install-recommends ${missing.join(' ')} (and then this again)`,
    );
  log(`installing what builds the media worker: ${missing.join(' ')}`);
  await aptInstall(apt, missing, env);
}

/**
 * @param {readonly string[]} packages
 * @param {NodeJS.ProcessEnv} env
 */
function missingPackages(packages, env) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's.
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages];
  const { stdout } = spawnSync('dpkg-query', query, { env, encoding: 'utf8' });
  const installed = new Set((stdout ?? '').split('\n').filter((line) => line.endsWith(' installed')));
  return packages.filter((name) => !installed.has(`${name} installed`));
}
