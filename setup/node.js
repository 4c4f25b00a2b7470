import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runAside } from './child.js';
import { cacheFolder, root } from './places.js';
import { SetupError, timed } from './say.js';

const OLDEST_MAJOR = 24;

/**
 * @param {string} version such as `24.21.0`
 * @returns {boolean} whether it runs TypeScript as we need it
 */
export function isNewEnough(version) {
  return Number.parseInt(version, 10) >= OLDEST_MAJOR;
}

/**
 * A Node that is new enough: the one that runs this, or the exact one named in `.nvmrc`, from the npm registry.
 * @returns {Promise<string>} the path of its binary
 */
export async function ensureNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const version = readFileSync(join(root, '.nvmrc'), 'utf8').trim();
  const folder = join(cacheFolder(), 'node', `${version}-${process.platform}-${process.arch}`);
  const binary = join(folder, 'bin', 'node');
  if (!existsSync(binary)) {
    await timed(`Node ${version} from the npm registry, because this machine has ${process.versions.node}`, () =>
      fetchNode(version, folder),
    );
  }
  return binary;
}

/**
 * @param {string} version
 * @param {string} folder where it shall end up, whole or not at all
 */
async function fetchNode(version, folder) {
  // `node@24` would bring its binary with an install script, and those are switched off; the platform's own package has it.
  const name = `node-${process.platform}-${process.arch}`;
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    const install = [
      'install',
      '--prefix',
      draft,
      '--no-save',
      '--ignore-scripts',
      '--loglevel=error',
      `${name}@${version}`,
    ];
    const { code, output } = await runAside([...npmCommand(process.execPath), ...install], {
      env: process.env,
      cwd: draft,
    });
    const fetched = join(draft, 'node_modules', name);
    if (code !== 0 || !existsSync(join(fetched, 'bin', 'node'))) throw noNode(name, version, output);
    if (!existsSync(folder)) renameSync(fetched, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {string} version
 * @param {string} output
 */
function noNode(name, version, output) {
  const cure = `install Node ${OLDEST_MAJOR} or newer from https://nodejs.org and run this again`;
  return new SetupError(`${name}@${version} could not be had from the npm registry: ${cure}`, output);
}

/**
 * The environment in which children, and theirs, see the given Node first.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(env, node) {
  const { npm_node_execpath: _outer, NODE: _same, ...rest } = env;
  return { ...rest, PATH: [dirname(node), env.PATH].filter(Boolean).join(delimiter) };
}

/**
 * How to call the npm that started us, under the given Node.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]}
 */
export function npmCommand(node, env = process.env) {
  const script = env.npm_execpath;
  return script?.endsWith('npm-cli.js') ? [node, script] : ['npm'];
}
