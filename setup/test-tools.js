import { spawnSync } from 'node:child_process';
import { aptInstall } from './apt.js';
import { findProgram } from './places.js';
import { SetupError, timed } from './say.js';

/**
 * @typedef {object} Tool
 * @property {string} name what a person calls it
 * @property {string} package Debian's package
 * @property {readonly string[]} programs any of them will do; a name to look up or an absolute path
 * @property {string} [variable] where the path is handed on to tests; set beforehand, it chooses the program
 * @property {(env: NodeJS.ProcessEnv) => boolean} [isThere] where it is no program that can be looked up
 * @property {boolean} [linuxOnly]
 */

/** @type {Readonly<Record<'chromium' | 'firefox' | 'ffmpeg' | 'espeak' | 'ip' | 'unshare' | 'chineseFont' | 'php' | 'pythonCiphers', Tool>>} */
export const tools = {
  chromium: {
    name: 'Chromium',
    package: 'chromium',
    programs: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    variable: 'CHROMIUM_BIN',
  },
  firefox: {
    name: 'Firefox',
    package: 'firefox-esr',
    programs: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    variable: 'FIREFOX_BIN',
  },
  ffmpeg: { name: 'ffmpeg', package: 'ffmpeg', programs: ['ffmpeg'] },
  espeak: { name: 'espeak-ng', package: 'espeak-ng', programs: ['espeak-ng'] },
  ip: { name: 'ip', package: 'iproute2', programs: ['ip'], linuxOnly: true },
  unshare: { name: 'unshare', package: 'util-linux', programs: ['unshare'], linuxOnly: true },
  chineseFont: {
    name: 'a Chinese font',
    package: 'fonts-wqy-zenhei',
    programs: [],
    isThere: (env) => Boolean(spawnSync('fc-list', [':lang=zh', 'file'], { env, encoding: 'utf8' }).stdout?.trim()),
    linuxOnly: true,
  },
  php: { name: 'PHP', package: 'php-cli', programs: ['php'], linuxOnly: true },
  pythonCiphers: {
    name: 'cryptography for Python',
    package: 'python3-cryptography',
    programs: [],
    isThere: (env) => spawnSync('python3', ['-c', 'import cryptography'], { env }).status === 0,
    linuxOnly: true,
  },
};

/**
 * Brings what tests and benchmarks need beside Node, or says in one line what is missing and how to get it.
 * @param {readonly Tool[]} wanted
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<NodeJS.ProcessEnv>} the environment, with the browsers' paths in it
 */
export async function ensureTools(wanted, env) {
  const missing = missingTools(wanted, env);
  if (missing.length > 0) {
    const cure = howToInstall(missing, { apt: findProgram('apt-get', env), isRoot: process.getuid?.() === 0 });
    if (cure.name === 'ask') throw new SetupError(cure.line);
    await timed(`${cure.packages.join(', ')} from Debian`, () => aptInstall(cure.apt, cure.packages, env));
    const still = missingTools(wanted, env);
    if (still.length > 0)
      throw new SetupError(`installed, but still not found: ${still.map((tool) => tool.name).join(', ')}`);
  }
  const paths = wanted.flatMap((tool) => (tool.variable ? [[tool.variable, find(tool, env)]] : []));
  return { ...env, ...Object.fromEntries(paths) };
}

/**
 * @param {readonly Tool[]} wanted
 * @param {NodeJS.ProcessEnv} env
 */
function missingTools(wanted, env) {
  const here = wanted.filter((tool) => process.platform === 'linux' || !tool.linuxOnly);
  return here.filter((tool) => !(tool.isThere?.(env) ?? find(tool, env)));
}

/**
 * @param {Tool} tool
 * @param {NodeJS.ProcessEnv} env
 */
function find(tool, env) {
  const chosen = tool.variable && env[tool.variable];
  if (!chosen) return tool.programs.map((program) => findProgram(program, env)).find(Boolean);
  const found = findProgram(chosen, env);
  if (!found)
    throw new SetupError(`${tool.variable} names ${chosen}, which is no program here: correct it or unset it`);
  return found;
}

/**
 * @typedef {{ name: 'install', apt: string, packages: string[] } | { name: 'ask', line: string }} Cure
 * @param {readonly Tool[]} missing
 * @param {{ apt: string | undefined, isRoot: boolean }} machine
 * @returns {Cure}
 */
export function howToInstall(missing, { apt, isRoot }) {
  const packages = missing.map((tool) => tool.package);
  if (apt && isRoot) return { name: 'install', apt, packages };
  const names = missing.map((tool) => tool.name).join(', ');
  if (apt)
    return {
      name: 'ask',
      line: `missing: ${names}. Run: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    };
  const variables = missing.flatMap((tool) => tool.variable ?? []);
  const hint = variables.length > 0 ? `, or name the program in ${variables.join(' and ')}` : '';
  return { name: 'ask', line: `missing: ${names}. Install what is missing${hint}, and run this again` };
}
