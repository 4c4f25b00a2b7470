import { type Millis, millis } from '@freshet/kit';
import { describe, expect, test } from 'vitest';
import { ExpiringMap } from '../guard/expiring-map.ts';
import { NonceMemory } from './nonce-memory.ts';

describe('nonces', () => {
  test('of one project mean nothing to another', () => {
    const memory = new NonceMemory();
    expect(memory.spend(1, 'nonce', 1000, 400)).toBe('fresh');
    expect(memory.spend(2, 'nonce', 1000, 400)).toBe('fresh');
    expect(memory.spend(1, 'nonce', 1000, 400)).toBe('spent');
  });

  test('beyond what there is room for are given up with their time, so that none counts twice', () => {
    const memory = new NonceMemory(3);
    for (const time of [1000, 1001, 1002, 1003]) expect(memory.spend(1, `nonce ${time}`, time, 400)).toBe('fresh');
    expect(memory.spend(1, 'nonce 1000', 1000, 400)).toBe('tooOld');
    expect(memory.spend(1, 'another', 1000, 400)).toBe('tooOld');
    expect(memory.spend(1, 'nonce 1001', 1001, 400)).toBe('spent');
    expect(memory.spend(1, 'another', 1001, 400)).toBe('fresh');
  });

  test('that are too old to be taken leave room for others', () => {
    const memory = new NonceMemory(2);
    for (const time of [1000, 1001]) memory.spend(1, 'nonce', time, 400);
    expect(memory.spend(1, 'nonce', 2000, 1400)).toBe('fresh');
    expect(memory.spend(1, 'nonce', 1500, 1400)).toBe('fresh');
  });
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
