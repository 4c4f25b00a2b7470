/** What one frame says of itself: who drew it, and when. */
export type FrameCode = {
  /** The drawer's `Date.now()`, its low 24 bits: it comes round every 4.66 hours. */
  readonly time: number;
  /** Which source drew it, 0 to 255. */
  readonly source: number;
};

/** Blocks in a row, and rows: 24 bits of time, 8 of source, 8 of check. */
export const COLUMNS = 8;
export const ROWS = 5;
/** The share of the picture, from its top left corner, that the blocks fill. */
export const CODE_WIDTH = 0.8;
export const CODE_HEIGHT = 2 / 3;

const TIME_SPAN = 2 ** 24;
/** Luma of a block that is black or white beyond doubt, after scaling and compression. */
const DARKEST_WHITE = 150;
const LIGHTEST_BLACK = 105;

/** The low 24 bits of a time in milliseconds. */
export function codeTime(now: number): number {
  return now % TIME_SPAN;
}

/** Milliseconds from a frame's drawing to `now`, for anything younger than 2.3 hours; negative where clocks disagree. */
export function ageOf(code: FrameCode, now: number): number {
  const age = (codeTime(now) - code.time + TIME_SPAN) % TIME_SPAN;
  return age < TIME_SPAN / 2 ? age : age - TIME_SPAN;
}

/** The blocks of a code, row by row; true is white. */
export function encode({ time, source }: FrameCode): boolean[] {
  const bytes = [(time >> 16) & 0xff, (time >> 8) & 0xff, time & 0xff, source & 0xff];
  return [...bytes, checkOf(bytes)].flatMap(bitsOf);
}

/**
 * The code that blocks of these lumas (0 to 255, row by row) show. A grey block or a wrong check makes it no code at
 * all, so that a misread is never a number.
 */
export function decode(lumas: readonly number[]): FrameCode | undefined {
  if (lumas.length !== COLUMNS * ROWS) return undefined;
  if (lumas.some((luma) => luma > LIGHTEST_BLACK && luma < DARKEST_WHITE)) return undefined;
  const [high = 0, middle = 0, low = 0, source = 0, check] = bytesOf(lumas.map((luma) => luma >= DARKEST_WHITE));
  if (check !== checkOf([high, middle, low, source])) return undefined;
  return { time: (high << 16) | (middle << 8) | low, source };
}

function bitsOf(byte: number): boolean[] {
  return Array.from({ length: 8 }, (_, index) => ((byte >> (7 - index)) & 1) === 1);
}

function bytesOf(bits: readonly boolean[]): number[] {
  return Array.from({ length: bits.length / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => (byte << 1) | (bit ? 1 : 0), 0),
  );
}

/** CRC-8 (polynomial 0x07). It begins with a value that makes neither an all-black nor an all-white picture a code. */
function checkOf(bytes: readonly number[]): number {
  let check = 0xa5;
  for (const byte of bytes) {
    check ^= byte;
    for (let bit = 0; bit < 8; bit++) check = ((check << 1) ^ (check & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return check;
}
