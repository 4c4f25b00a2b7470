import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAside } from '../child.js';

/**
 * Fetches the distribution's own source of libsrtp 2, patches applied, through an apt configuration of its own: the
 * system's list of sources stays as it is, and root is not needed.
 * @param {string} folder where to work; created
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} the unpacked source
 * @throws {Error} when it cannot be had
 */
export async function fetchLibsrtp(folder, env) {
  const at = (/** @type {string} */ name) => join(folder, name);
  for (const name of ['lists/partial', 'cache/archives/partial', 'source']) mkdirSync(at(name), { recursive: true });
  const targets = await runAside(['apt-get', 'indextargets', '--format', TARGET, 'Created-By: Packages'], { env });
  const { ID = '', VERSION_CODENAME = '' } = readRelease();
  const keyring = `/usr/share/keyrings/${ID}-archive-keyring.gpg`;
  const signedBy = existsSync(keyring) ? keyring : undefined;
  writeFileSync(at('sources.list'), sourceLines(targets.output, { codename: VERSION_CODENAME, signedBy }).join(''));
  const apt = [
    'apt-get',
    '-qq',
    ...Object.entries(settings(at)).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ];
  for (const step of [['update'], ['source', 'libsrtp2']]) {
    const { code, output } = await runAside([...apt, ...step], { env, cwd: at('source') });
    if (code !== 0)
      throw new Error(`apt-get ${step.join(' ')} ended with ${code}: ${output.trim().split('\n').at(-1)}`);
  }
  const unpacked = readdirSync(at('source'), { withFileTypes: true }).find((entry) => entry.isDirectory());
  if (!unpacked) throw new Error('apt-get source unpacked nothing');
  return join(at('source'), unpacked.name);
}

const TARGET = '$(REPO_URI) $(RELEASE) $(COMPONENT)';

/**
 * The source lines that belong to the distribution's own binary sources; those of third parties are left out.
 * @param {string} targets one line for each: address, release, component
 * @param {{ codename: string, signedBy: string | undefined }} release
 */
export function sourceLines(targets, { codename, signedBy }) {
  const own = targets.split('\n').filter((line) => line.split(' ')[1]?.split('-')[0] === codename);
  const options = signedBy ? `[signed-by=${signedBy}] ` : '';
  return [...new Set(own)].map((line) => `deb-src ${options}${line}\n`);
}

/** @param {(name: string) => string} at */
function settings(at) {
  return {
    'Dir::Etc::SourceList': at('sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': at('lists'),
    'Dir::Cache': at('cache'),
    // The user that apt gives its downloads to cannot write into a folder of somebody's home.
    'APT::Sandbox::User': 'root',
    'Acquire::http::Timeout': '10',
    'Acquire::https::Timeout': '10',
  };
}

/** @returns {Record<string, string>} */
function readRelease() {
  const lines = readFileSync('/etc/os-release', 'utf8').matchAll(/^(\w+)="?(.*?)"?$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}
