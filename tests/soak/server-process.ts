/**
 * A server in a process of its own that tells what it holds whenever its parent asks, and ends with its parent.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { launchServer } from '@freshet/testkit';
import type { Holdings, Said } from './holdings.ts';

const PAGE = 4096;
const BUCKETS = ['users', 'rooms', 'streams'];

const isTried = process.argv.includes('door');
const server = await launchServer(
  isTried
    ? { env: { FRESHET_WORKERS: '1', FRESHET_HEARTBEAT_SECONDS: '5' }, door: { refusedLogins: 1_000_000_000 } }
    : { env: { FRESHET_WORKERS: '1' } },
);
const { appID, serverSecret } = server.demo;
process.on('message', () => void look().then((holdings) => say({ type: 'holdings', holdings })));
process.on('disconnect', () => void server.close().then(() => process.exit(0)));
say({ type: 'ready', issuer: { origin: server.origin, appID, serverSecret } });

function say(said: Said): void {
  process.send?.(said);
}

async function look(): Promise<Holdings> {
  globalThis.gc?.();
  const { workers } = server.media.load();
  const sum = (kind: 'ingests' | 'viewers' | 'playbacks' | 'pipes'): number =>
    workers.reduce((total, worker) => total + worker[kind], 0);
  const { rooms, sessions, streams } = server.sessions.load;
  const records = (await Promise.all(BUCKETS.map(countRecords))).reduce((total, count) => total + count, 0);
  return {
    resident: residentBytes(process.pid),
    heap: process.memoryUsage().heapUsed,
    workers: workers.reduce((total, { pid }) => total + residentBytes(pid), 0),
    sockets: process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length,
    left: {
      records,
      rooms,
      sessions,
      streams,
      ingests: sum('ingests'),
      viewers: sum('viewers'),
      playbacks: sum('playbacks'),
      pipes: sum('pipes'),
    },
  };
}

async function countRecords(bucket: string): Promise<number> {
  let count = 0;
  // A watch begins with every record there is.
  const stop = await server.registry.bucket(bucket).watch(() => {
    count += 1;
  });
  stop();
  return count;
}

function residentBytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
}
