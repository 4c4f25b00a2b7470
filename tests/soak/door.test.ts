import { expect, test } from 'vitest';
import { growth, tryDoor } from './door.ts';

test('ten thousand clients connect and vanish: others are not disturbed, nothing is left, and the heap is flat', async () => {
  const say = (line: string): unknown => process.stdout.write(`${line}\n`);
  const { visits, bystander } = await tryDoor({ seed: 1, rounds: 0, visits: 10_000, parts: 2 }, say);
  say(`the bystander was told ${bystander.told} events, and waited ${bystander.longestAnswer.toFixed(0)} ms at most`);
  expect(bystander.problems).toEqual([]);
  expect(visits.map(({ done }) => done)).toEqual(['5000 visits', '10000 visits']);
  expect(growth(visits, 'heap')).toBeLessThan(1.1);
});
