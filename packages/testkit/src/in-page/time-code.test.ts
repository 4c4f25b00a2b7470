import { describe, expect, test } from 'vitest';
import { ageOf, COLUMNS, codeTime, decode, encode, ROWS } from './time-code.ts';

const lumasOf = (blocks: readonly boolean[]): number[] => blocks.map((white) => (white ? 225 : 30));
const codes = [0, 1, 255, 0x123456, 0xffffff].flatMap((time) => [0, 7, 255].map((source) => ({ time, source })));

describe('time code', () => {
  test.each(codes)('$time of source $source is read back as it was drawn', (code) => {
    expect(decode(lumasOf(encode(code)))).toEqual(code);
  });

  test.each(codes)('any one or two blocks misread of $time by $source are no code', (code) => {
    const blocks = encode(code);
    for (let first = 0; first < blocks.length; first++) {
      for (let second = first; second < blocks.length; second++) {
        const wrong = blocks.map((white, index) => (index === first || index === second ? !white : white));
        expect(decode(lumasOf(wrong))).toBeUndefined();
      }
    }
  });

  test.each([0, 255, 128])('a picture of luma %d alone is no code', (luma) => {
    expect(decode(Array.from({ length: COLUMNS * ROWS }, () => luma))).toBeUndefined();
  });

  test('one grey block makes no code', () => {
    const lumas = lumasOf(encode({ time: 1234, source: 1 }));
    expect(decode(lumas.with(5, 128))).toBeUndefined();
  });

  test('an age is right where the time comes round', () => {
    const drawn = 2 ** 24 * 1000 - 5;
    expect(ageOf({ time: codeTime(drawn), source: 0 }, drawn + 20)).toBe(20);
    expect(ageOf({ time: codeTime(drawn), source: 0 }, drawn - 1)).toBe(-1);
  });
});
