/** What a video's counters say at one look. */
export type PictureCounts = { readonly packets: number; readonly decoded: number };

/** Looks in a row with packets and no picture, after which the picture counts as still. */
const PATIENCE = 2;
/** Looks for which a key frame that was asked for is waited for. */
const REST = 4;

/**
 * Decides from a video's counters when a key frame is due: packets come, and no picture comes of them. After a line was
 * cut a browser may wait for seconds for packets that are long gone before it asks by itself.
 */
export class StillPicture {
  #last: PictureCounts | undefined;
  #still = 0;

  /** Whether a key frame is to be asked for now. */
  look(now: PictureCounts): boolean {
    const before = this.#last ?? now;
    this.#last = now;
    if (now.decoded > before.decoded) this.#still = 0;
    else if (now.packets > before.packets) this.#still += 1;
    if (this.#still < PATIENCE) return false;
    this.#still = -REST;
    return true;
  }
}
