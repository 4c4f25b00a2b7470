import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { constants, readFileSync } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { endpoints } from '../reach.ts';
import { ServerReach } from '../server-reach.ts';
import { isTaken } from './is-taken.ts';
import type { CertificateState, FolderState, Port, Probes, ServerState } from './probes.ts';
import { whyWorkerFails } from './worker-trial.ts';

const run = promisify(execFile);
type Environment = Readonly<Record<string, string | undefined>>;

const FIRST_PORT = 8420;
const FIRST_MEDIA_PORT = 44_400;

/**
 * Looks at this machine, and at the server on `folder` where one runs. What a server would be started with is read from
 * `env`.
 */
export async function machineProbes(folder: string, env: Environment): Promise<Probes> {
  const reach = await ServerReach.open(folder);
  const server = await stateOf(reach);
  return {
    now: () => Date.now(),
    nodeVersion: () => process.version,
    server: async () => server,
    takenPorts: () => takenPorts(env),
    ways: async () => (reach instanceof ServerReach ? (await reach.call('probe', {})).ways : undefined),
    worker: async () => env.MEDIASOUP_WORKER_BIN && ((await whyWorkerFails(env.MEDIASOUP_WORKER_BIN)) ?? 'good'),
    certificate: async () => (server.name === 'running' ? shownBy(server) : named(env.FRESHET_CERT)),
    openFiles: (pid) => openFiles(read(`/proc/${pid ?? 'self'}/limits`)),
    socketBuffers,
    isClockKept,
    folder: () => folderState(folder),
  };
}

async function stateOf(reach: ServerReach | 'not running' | 'not allowed'): Promise<ServerState> {
  if (!(reach instanceof ServerReach)) return { name: reach };
  return { name: 'running', about: endpoints.about[2].parse(await reach.call('about', {})) };
}

async function takenPorts(env: Environment): Promise<readonly Port[]> {
  const workers = Number(env.FRESHET_WORKERS) || availableParallelism();
  const web = Number(env.FRESHET_PORT || FIRST_PORT);
  const media = Number(env.FRESHET_MEDIA_PORT || FIRST_MEDIA_PORT);
  const wanted: Port[] = web === 0 ? [] : [{ protocol: 'tcp', port: web }];
  for (let worker = 0; worker < workers && media !== 0; worker += 1) {
    wanted.push({ protocol: 'udp', port: media + worker }, { protocol: 'tcp', port: media + worker });
  }
  const taken = await Promise.all(wanted.map(isTaken));
  return wanted.filter((_port, index) => taken[index]);
}

function shownBy(server: Extract<ServerState, { name: 'running' }>): CertificateState {
  const { certificate } = server.about;
  return certificate === undefined ? { name: 'none' } : { name: 'shown', ...certificate };
}

function named(path: string | undefined): CertificateState {
  if (!path) return { name: 'none' };
  try {
    const { validTo, subjectAltName = '' } = new X509Certificate(readFileSync(path));
    const names = subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
    return { name: 'shown', end: Date.parse(validTo), names };
  } catch (error) {
    return { name: 'unusable', problem: `${path}: ${error instanceof Error ? error.message : error}` };
  }
}

function openFiles(limits: string | undefined): number | undefined {
  const soft = limits && /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  if (!soft) return undefined;
  return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}

function socketBuffers(): { receive: number; send: number } | undefined {
  const [receive, send] = ['rmem_max', 'wmem_max'].map((name) => read(`/proc/sys/net/core/${name}`));
  return receive === undefined || send === undefined ? undefined : { receive: Number(receive), send: Number(send) };
}

async function isClockKept(): Promise<boolean | undefined> {
  try {
    const { stdout } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 5000 });
    return stdout.trim() === 'yes';
  } catch {
    return undefined;
  }
}

async function folderState(folder: string): Promise<FolderState> {
  try {
    const { mode } = await stat(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(folder);
    return { name: 'usable', freeBytes: bavail * bsize, openToOthers: (mode & 0o077) !== 0 };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { name: 'missing' };
    return { name: 'unusable', problem: error instanceof Error ? error.message : String(error) };
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
