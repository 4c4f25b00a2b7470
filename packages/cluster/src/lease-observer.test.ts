import type { NodeID } from '@freshet/core';
import { millis } from '@freshet/kit';
import { expect, test } from 'vitest';
import { LeaseObserver } from './lease-observer.ts';
import type { Lease } from './shared-records.ts';

const node = 'a' as NodeID;
const lease = (epoch: number, beats: number): Lease => ({ node, epoch, beats });

/** What is seen at which millisecond of a lease of 100: epoch and beats, or nothing where the store is out of reach. */
type Look = readonly [at: number, epoch: number, beats: number];

test.each<[string, boolean, Look[]]>([
  ['a node is new', false, [[0, 1, 0]]],
  [
    'a node beats',
    false,
    [
      [0, 1, 0],
      [40, 1, 1],
      [80, 1, 2],
      [120, 1, 3],
    ],
  ],
  [
    'a node is silent for less than a lease',
    false,
    [
      [0, 1, 5],
      [40, 1, 5],
      [80, 1, 5],
    ],
  ],
  [
    'a node is silent for a lease',
    true,
    [
      [0, 1, 5],
      [40, 1, 5],
      [80, 1, 5],
      [100, 1, 5],
    ],
  ],
  [
    'a node beats at the last moment',
    false,
    [
      [0, 1, 5],
      [40, 1, 5],
      [80, 1, 5],
      [100, 1, 6],
    ],
  ],
  [
    'a silent node has a new lease',
    false,
    [
      [0, 1, 0],
      [40, 1, 0],
      [80, 1, 0],
      [100, 2, 0],
    ],
  ],
  [
    'the observer looked away for longer than the lease',
    false,
    [
      [0, 1, 5],
      [40, 1, 5],
      [500, 1, 5],
    ],
  ],
  [
    'it looked away less than a lease ago',
    false,
    [
      [0, 1, 5],
      [500, 1, 5],
      [540, 1, 5],
      [580, 1, 5],
    ],
  ],
  [
    'it looked away a lease ago',
    true,
    [
      [0, 1, 5],
      [500, 1, 5],
      [540, 1, 5],
      [580, 1, 5],
      [600, 1, 5],
    ],
  ],
  [
    'it looked away for half a lease alone',
    true,
    [
      [0, 1, 5],
      [50, 1, 5],
      [100, 1, 5],
    ],
  ],
])('when %s, the lease has ended: %s', (_, ended, looks) => {
  const observer = new LeaseObserver(millis(100));
  const answers = looks.map(([at, epoch, beats]) => observer.observe([lease(epoch, beats)], millis(at)));
  expect(answers.pop()).toHaveLength(ended ? 1 : 0);
  expect(answers.flat()).toEqual([]);
});

test('a node that goes and comes under its name is seen as new', () => {
  const observer = new LeaseObserver(millis(100));
  observer.observe([lease(1, 5)], millis(0));
  observer.observe([], millis(40));
  observer.observe([lease(1, 5)], millis(80));
  expect(observer.observe([lease(1, 5)], millis(120))).toEqual([]);
});
