import { expect, test } from 'vitest';
import { choosePlace, ROOM_FOR_AFFINITY } from './placement.ts';

const place = (name: string, isHome: boolean, ingests: number, viewers: number, playbacks: number) => ({
  name,
  isHome,
  load: { ingests, viewers, playbacks },
});

test.each([
  ['the first of equals', [place('a', false, 0, 0, 0), place('b', false, 0, 0, 0)], 'a'],
  ['the least loaded', [place('a', false, 1, 0, 0), place('b', false, 0, 0, 0)], 'b'],
  ['home, although it has more to do', [place('a', false, 0, 0, 0), place('b', true, 3, 40, 40)], 'b'],
  ['the quieter of two homes', [place('a', true, 1, 9, 9), place('b', true, 0, 5, 5)], 'b'],
  [
    'away from a home that is full of viewers',
    [place('a', true, 1, ROOM_FOR_AFFINITY.viewers, 0), place('b', false, 9, 9, 9)],
    'b',
  ],
  [
    'away from a home that is full of playbacks',
    [place('a', true, 1, 9, ROOM_FOR_AFFINITY.playbacks), place('b', false, 9, 9, 9)],
    'b',
  ],
  [
    'away from a home that is full of ingests',
    [place('a', true, ROOM_FOR_AFFINITY.ingests, 9, 9), place('b', false, 9, 9, 9)],
    'b',
  ],
  ['the least loaded where all are full', [place('a', true, 1, 900, 900), place('b', true, 1, 800, 800)], 'b'],
  ['by viewers where they play nothing yet', [place('a', false, 0, 10, 0), place('b', false, 0, 8, 9)], 'b'],
])('chooses %s', (_, places, expected) => {
  expect(choosePlace(places)?.name).toBe(expected);
});

test('chooses nothing where no worker runs', () => {
  expect(choosePlace([])).toBeUndefined();
});
