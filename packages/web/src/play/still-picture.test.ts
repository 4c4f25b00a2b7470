import { expect, test } from 'vitest';
import { StillPicture } from './still-picture.ts';

/** At which looks a key frame is asked for; each look is [packets, decoded frames] so far. */
function asked(looks: readonly (readonly [number, number])[]): number[] {
  const picture = new StillPicture();
  return looks.flatMap(([packets, decoded], index) => (picture.look({ packets, decoded }) ? [index] : []));
}

test.each([
  [
    'a moving picture',
    [
      [10, 1],
      [20, 2],
      [30, 3],
      [40, 4],
    ],
    [],
  ],
  [
    'a picture that stands because nothing comes',
    [
      [10, 1],
      [10, 1],
      [10, 1],
      [10, 1],
    ],
    [],
  ],
  [
    'packets without a picture',
    [
      [10, 1],
      [20, 1],
      [30, 1],
      [40, 1],
    ],
    [2],
  ],
  [
    'one look without a picture, as at few frames a second',
    [
      [10, 1],
      [20, 1],
      [30, 2],
      [40, 2],
      [50, 3],
    ],
    [],
  ],
  [
    'a line that comes back after a cut',
    [
      [10, 1],
      [10, 1],
      [10, 1],
      [30, 1],
      [50, 1],
      [70, 2],
      [80, 3],
    ],
    [4],
  ],
] as const)('%s', (_case, looks, expected) => {
  expect(asked(looks)).toEqual(expected);
});

test('a key frame that does not come is asked for again, though not at every look', () => {
  const looks = Array.from({ length: 16 }, (_, index) => [index * 10, 1] as const);
  expect(asked(looks)).toEqual([2, 8, 14]);
});

test('after a key frame came the patience begins anew', () => {
  expect(
    asked([
      [0, 0],
      [10, 0],
      [20, 0],
      [30, 5],
      [40, 10],
      [50, 10],
      [60, 10],
    ]),
  ).toEqual([2, 6]);
});
