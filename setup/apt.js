import { runAside } from './child.js';
import { SetupError } from './say.js';

/**
 * Installs Debian packages without ever asking, and waits where another apt is at work.
 * @param {string} apt the path of apt-get
 * @param {readonly string[]} packages
 * @param {NodeJS.ProcessEnv} env
 * @throws {SetupError} with what apt said
 */
export async function aptInstall(apt, packages, env) {
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Dpkg::Use-Pty=0'];
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  // One source that does not answer fails the update, yet the packages may all be there: the installation decides.
  const update = await runAside([apt, ...options, 'update'], quiet);
  const { code, output } = await runAside(
    [apt, ...options, 'install', '-y', '--no-install-recommends', ...packages],
    quiet,
  );
  if (code !== 0)
    throw new SetupError(`apt-get install ${packages.join(' ')} ended with ${code}`, update.output + output);
}
