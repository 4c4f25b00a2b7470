import { join } from 'node:path';
import { runAside } from './child.js';
import { root } from './places.js';

const NO_NAMES = join(root, 'setup', 'namespace-resolv.conf');

// Firefox never connects to 127.0.0.1 and gathers no candidate without a default route: a veth pair gives it an
// address of its own and a route that leads nowhere, so that address detection runs for real and nothing outside is
// reached. On such a route a name server never answers, so one that is not there at once takes its place.
const SCRIPT = `set -e
PATH="$PATH:/usr/sbin:/sbin"
if [ -e /etc/resolv.conf ]; then mount --bind "$0" /etc/resolv.conf; fi
ip link set lo up
ip link add v0 type veth peer name v1
ip address add 10.77.0.1/24 dev v0
ip link set v0 up
ip link set v1 up
ip route add default via 10.77.0.254 dev v0
exec "$@"`;

/**
 * The same command in a network namespace of its own, which needs no privilege and ends with the command.
 * @param {readonly string[]} command
 */
export function inNamespace(command) {
  return ['unshare', '-Urnm', 'sh', '-c', SCRIPT, NO_NAMES, ...command];
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} why this machine gives no namespace, where it gives none
 */
export async function whyNoNamespace(env) {
  if (process.platform !== 'linux') return `network namespaces are a matter of Linux, and this is ${process.platform}`;
  const { code, output } = await runAside(inNamespace(['true']), { env });
  return code === 0 ? undefined : output.trim().replaceAll('\n', '; ') || `unshare ended with ${code}`;
}
