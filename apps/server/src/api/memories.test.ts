import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Millis, millis } from '@freshet/kit';
import { DataStore } from '@freshet/store';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ExpiringMap } from '../guard/expiring-map.ts';
import { NonceMemory } from './nonce-memory.ts';

const clock = { now: () => millis(0) };
type Spend = NonceMemory['spend'];

async function openStore(): Promise<DataStore> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-nonces-'));
  const store = await DataStore.open({ folder });
  onTestFinished(async () => {
    store.close();
    await rm(folder, { recursive: true });
  });
  return store;
}

/** A memory for so many nonces of a project. */
async function inOneLife(most?: number): Promise<Spend> {
  const { nonces: store } = await openStore();
  const memory = new NonceMemory({ store, clock, log: { error: vi.fn() }, ...(most === undefined ? {} : { most }) });
  return (...given) => memory.spend(...given);
}

/** The same, with a server that ends after each request. */
async function overRestarts(most?: number): Promise<Spend> {
  const { nonces: store } = await openStore();
  const options = { store, clock, log: { error: vi.fn() }, ...(most === undefined ? {} : { most }) };
  return (...given) => new NonceMemory(options).spend(...given);
}

describe.each([
  ['in one life of the server', inOneLife],
  ['over restarts', overRestarts],
])('nonces %s', (_what, start) => {
  test('of one project mean nothing to another', async () => {
    const spend = await start();
    expect(spend(1, 'nonce', 1000, 400)).toBe('fresh');
    expect(spend(2, 'nonce', 1000, 400)).toBe('fresh');
    expect(spend(1, 'nonce', 1000, 400)).toBe('spent');
  });

  test('beyond what there is room for are given up with their time, so that none counts twice', async () => {
    const spend = await start(3);
    for (const time of [1000, 1001, 1002, 1003]) expect(spend(1, `nonce ${time}`, time, 400)).toBe('fresh');
    expect(spend(1, 'nonce 1000', 1000, 400)).toBe('tooOld');
    expect(spend(1, 'another', 1000, 400)).toBe('tooOld');
    expect(spend(1, 'nonce 1001', 1001, 400)).toBe('spent');
    expect(spend(1, 'another', 1001, 400)).toBe('fresh');
  });

  test('that are too old to be taken leave room for others', async () => {
    const spend = await start(2);
    for (const time of [1000, 1001]) spend(1, 'nonce', time, 400);
    expect(spend(1, 'nonce', 2000, 1400)).toBe('fresh');
    expect(spend(1, 'nonce', 1500, 1400)).toBe('fresh');
  });
});

test('nonces and floors that are too old leave the file, those of a project that is silent too', async () => {
  const { nonces: store } = await openStore();
  const memory = new NonceMemory({ store, clock, log: { error: vi.fn() }, most: 1 });
  for (const time of [1000, 1001]) memory.spend(1, 'nonce', time, 400);
  expect(store.load()).toEqual({
    spent: [{ appID: 1, nonce: 'nonce', timestamp: 1001 }],
    floors: [{ appID: 1, timestamp: 1000 }],
  });
  memory.spend(2, 'nonce', 2000, 1400);
  expect(store.load()).toEqual({ spent: [{ appID: 2, nonce: 'nonce', timestamp: 2000 }], floors: [] });
});

test('nonces that cannot be written count once all the same while the server lives, and the log says so once', async () => {
  const { nonces: store } = await openStore();
  const log = { error: vi.fn() };
  const memory = new NonceMemory({ store, clock, log });
  vi.spyOn(store, 'keep').mockImplementation(() => {
    throw new Error('database or disk is full');
  });
  const spend = (nonce: string) => memory.spend(1, nonce, 1000, 400);
  expect([spend('one'), spend('one'), spend('two')]).toEqual(['fresh', 'spent', 'fresh']);
  expect(log.error).toHaveBeenCalledTimes(1);
});

test('what is over is dropped when something is set, and takes no room', () => {
  let now: Millis = millis(0);
  const map = new ExpiringMap<string>(millis(10), { now: () => now });
  map.set('a', 'first');
  now = millis(5);
  map.set('b', 'second');
  map.set('a', 'again');
  now = millis(14);
  expect([map.get('a'), map.get('b'), map.size]).toEqual(['again', 'second', 2]);
  now = millis(15);
  expect(map.get('a')).toBeUndefined();
  map.set('c', 'third');
  expect(map.size).toBe(1);
});
