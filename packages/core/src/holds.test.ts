import type { AppID } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { Holds } from './holds.ts';

const [shop, other] = [1 as AppID, 2 as AppID];

test('a name counts once until the last of its holders lets go', () => {
  const holds = new Holds<string>();
  const release = [holds.hold(shop, 'ann'), holds.hold(shop, 'ann'), holds.hold(other, 'eve')];
  expect([holds.count(shop), holds.count(other), holds.holders('ann')]).toEqual([1, 1, 2]);
  release[0]?.();
  expect([holds.count(shop), holds.holders('ann')]).toEqual([1, 1]);
  release[1]?.();
  expect([holds.count(shop), holds.count(other), holds.holders('ann')]).toEqual([0, 1, 0]);
});
