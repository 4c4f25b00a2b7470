/** How long something is held back before it is played, in milliseconds, for each track of a play. */
export type Delays = { readonly audio: number; readonly video: number };

/** By how much sound may be late; ITU-R BT.1359-1 finds that people notice from 125 ms on. */
const LATE = 80;
/** By how much sound may be early; the same finds 45 ms. */
const EARLY = 40;

/**
 * How far each track is to be held back so that sound and picture agree as far as people notice, and no further. Left
 * to itself a browser holds the picture until the sound is out, which on a good line doubles the picture's delay.
 *
 * @param measured how long each was held back lately
 * @param wish the least for both
 */
export function holdBack(measured: Delays, wish: number): Delays {
  return {
    audio: Math.max(wish, inTens(measured.video - EARLY)),
    video: Math.max(wish, inTens(measured.audio - LATE)),
  };
}

// In steps, so that a buffer is not told something new at every look.
const inTens = (milliseconds: number): number => Math.round(milliseconds / 10) * 10;
