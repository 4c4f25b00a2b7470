import { type Clock, seconds } from '@freshet/kit';
import type { AppID, StreamID } from '@freshet/protocol';
import { ExpiringMap } from '../guard/expiring-map.ts';

/** How long the order of calls about one stream is kept. */
const MEMORY = seconds(10);

/** Tells calls about a stream that were overtaken on their way by later ones. */
export class Sequences {
  readonly #newest: ExpiringMap<number>;

  constructor(clock: Clock) {
    this.#newest = new ExpiringMap(MEMORY, clock);
  }

  /** Takes down a call about streams, or answers false where a later one about any of them was here in the last 10 s. */
  take(appID: AppID, streamIDs: readonly StreamID[], sequence: number): boolean {
    const keys = streamIDs.map((streamID) => `${appID}/${streamID}`);
    if (keys.some((key) => sequence <= (this.#newest.get(key) ?? -1))) return false;
    for (const key of keys) this.#newest.set(key, sequence);
    return true;
  }
}
