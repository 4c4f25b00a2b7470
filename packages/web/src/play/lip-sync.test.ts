import { expect, test } from 'vitest';
import { holdBack } from './lip-sync.ts';

test.each([
  ['both are quick: nothing is held back', { audio: 60, video: 20 }, 0, { audio: 0, video: 0 }],
  [
    'the sound is late: the picture waits until it is 80 ms behind',
    { audio: 203, video: 20 },
    0,
    { audio: 0, video: 120 },
  ],
  [
    'the picture is late: the sound waits until it is 40 ms ahead',
    { audio: 30, video: 300 },
    0,
    { audio: 260, video: 0 },
  ],
  ['a wish of the application is the least for both', { audio: 60, video: 20 }, 500, { audio: 500, video: 500 }],
])('%s', (_case, measured, wish, held) => {
  expect(holdBack(measured, wish)).toEqual(held);
});

test('a picture that was held back is held back no further, and holds back no sound that is later anyway', () => {
  const sound = 200;
  const told = holdBack({ audio: sound, video: 20 }, 0);
  const next = holdBack({ audio: sound, video: told.video }, 0);
  expect(next.video).toBe(told.video);
  expect(next.audio).toBeLessThan(sound);
});
