import type { AboutServer, MediaWay } from '@freshet/protocol/console';
import { describe, expect, test } from 'vitest';
import { doctor } from './doctor.ts';
import { examine } from './examine.ts';
import type { Probes, ServerState } from './probes.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const MIB = 1024 * 1024;

const about: AboutServer = {
  version: '1.2.3',
  pid: 1,
  origin: 'http://localhost:8420',
  startedAt: NOW,
  isDraining: false,
  node: 'v24.1.0',
  mediaAddresses: ['203.0.113.7'],
  workers: 2,
  unknownSettings: [],
};
const running =
  (changes: Partial<AboutServer> = {}) =>
  async (): Promise<ServerState> => ({
    name: 'running',
    about: { ...about, ...changes },
  });
const way = (changes: Partial<MediaWay> = {}): MediaWay => ({
  address: '203.0.113.7',
  port: 44_400,
  protocol: 'udp',
  answered: true,
  ...changes,
});
const waysOf =
  (...changes: Partial<MediaWay>[]) =>
  async () =>
    changes.map(way);
const certificate =
  (days: number, ...names: string[]) =>
  async () =>
    ({ name: 'shown', end: NOW + days * DAY, names }) as const;

/** A machine on which all is well. */
const healthy: Probes = {
  now: () => NOW,
  nodeVersion: () => 'v24.1.0',
  server: running({ publicOrigin: 'https://live.example.org' }),
  takenPorts: async () => [],
  ways: waysOf({}, { protocol: 'tcp' }),
  worker: async () => 'good',
  certificate: certificate(60, 'live.example.org'),
  openFiles: () => 65_536,
  socketBuffers: () => ({ receive: 4 * MIB, send: 4 * MIB }),
  isClockKept: async () => true,
  folder: async () => ({ name: 'usable', freeBytes: 4096 * MIB, openToOthers: false }),
};
const stopped = { server: async () => ({ name: 'not running' }) } as const satisfies Partial<Probes>;
const silent = { answer: () => undefined, remark: () => undefined };

test('a healthy machine has nothing to mend', async () => {
  const findings = await examine(healthy);
  expect(findings.filter(({ verdict }) => verdict === 'warning' || verdict === 'failure')).toEqual([]);
  expect(await doctor(healthy, silent)).toBe(true);
});

describe('a failure, which ends the doctor with 1', () => {
  test.each<[string, string, RegExp, Partial<Probes>]>([
    ['an old Node', 'node', /Node v22/, { ...stopped, nodeVersion: () => 'v22.1.0' }],
    ['an old Node of the server', 'node', /v22/, { server: running({ node: 'v22.1.0' }) }],
    [
      'a folder of another user',
      'data folder',
      /EACCES/,
      { folder: async () => ({ name: 'unusable', problem: 'EACCES' }) },
    ],
    ['no worker alive', 'media worker', /none is running/, { server: running({ workers: 0 }) }],
    ['a worker that does not run', 'media worker', /no libc/, { ...stopped, worker: async () => 'no libc' }],
    ['ports taken', 'ports', /8420\/tcp/, { ...stopped, takenPorts: async () => [{ protocol: 'tcp', port: 8420 }] }],
    ['only loopback announced', 'media addresses', /no other machine/, { ways: waysOf({ address: '127.0.0.1' }) }],
    ['no answer by UDP', 'media by UDP', /203.0.113.7:44400/, { ways: waysOf({ answered: false }) }],
    [
      'a certificate that ended',
      'certificate',
      /ended 2 days ago/,
      { certificate: certificate(-2, 'live.example.org') },
    ],
    [
      'a certificate of another name',
      'certificate',
      /not for live/,
      { certificate: certificate(60, 'www.example.org') },
    ],
    ['a certificate one label too high', 'certificate', /not for live/, { certificate: certificate(60, '*.org') }],
    [
      'no certificate to read',
      'certificate',
      /gone/,
      { certificate: async () => ({ name: 'unusable', problem: 'gone' }) },
    ],
  ])('%s', async (_what, check, words, changes) => {
    const finding = (await examine({ ...healthy, ...changes })).find((one) => one.check === check);
    expect(finding).toMatchObject({ verdict: 'failure', says: expect.stringMatching(words), cure: expect.any(String) });
    expect(await doctor({ ...healthy, ...changes }, silent)).toBe(false);
  });
});

describe('a warning, with its cure', () => {
  const folder = { name: 'usable', freeBytes: 4096 * MIB, openToOthers: false } as const;
  test.each<[string, string, RegExp, Partial<Probes>]>([
    [
      'a folder open to others',
      'data folder',
      /other users/,
      { folder: async () => ({ ...folder, openToOthers: true }) },
    ],
    ['a full disk', 'data folder', /3 MiB free/, { folder: async () => ({ ...folder, freeBytes: 3 * MIB }) }],
    ['a server that drains', 'server', /draining/, { server: running({ isDraining: true }) }],
    [
      'a misspelt setting',
      'settings',
      /FRESHET_PROT \(FRESHET_PORT\?\), FRESHET_X$/,
      {
        server: running({ unknownSettings: [{ name: 'FRESHET_PROT', meant: 'FRESHET_PORT' }, { name: 'FRESHET_X' }] }),
      },
    ],
    ['private addresses', 'media addresses', /local network/, { ways: waysOf({ address: '192.168.1.5' }) }],
    ['no answer by TCP', 'media by TCP', /no answer/, { ways: waysOf({ protocol: 'tcp', answered: false }) }],
    ['a certificate about to end', 'certificate', /ends in 3 days/, { certificate: certificate(3, '*.example.org') }],
    ['plain HTTP', 'certificate', /no camera/, { server: running(), certificate: async () => ({ name: 'none' }) }],
    ['few files', 'open files', /1024/, { openFiles: () => 1024 }],
    ['small buffers', 'socket buffers', /208 KiB/, { socketBuffers: () => ({ receive: 212_992, send: 4 * MIB }) }],
    ['a clock nobody keeps', 'clock', /not kept/, { isClockKept: async () => false }],
  ])('%s', async (_what, check, words, changes) => {
    const finding = (await examine({ ...healthy, ...changes })).find((one) => one.check === check);
    expect(finding).toMatchObject({ verdict: 'warning', says: expect.stringMatching(words), cure: expect.any(String) });
    expect(await doctor({ ...healthy, ...changes }, silent)).toBe(true);
  });
});

test('what cannot be seen is said to be unknown', async () => {
  const blind: Probes = {
    ...healthy,
    ...stopped,
    ways: async () => undefined,
    worker: async () => undefined,
    certificate: async () => ({ name: 'none' }),
    openFiles: () => undefined,
    socketBuffers: () => undefined,
    isClockKept: async () => undefined,
    folder: async () => ({ name: 'missing' }),
  };
  const unseen = (await examine(blind)).filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check);
  const places = ['server', 'media worker', 'media', 'certificate', 'open files', 'socket buffers', 'clock'];
  expect(unseen).toEqual(places);
});
