import type { Entry } from './pass.ts';

/** How a publish or a play is ended at the server. */
export type Withdrawal = 'unpublish' | 'stopPlay';

/** What was ended while the server could not be told, or did not answer. */
export class Withdrawals {
  readonly #owed: Readonly<Record<Withdrawal, Set<string>>> = { unpublish: new Set(), stopPlay: new Set() };

  owe(method: Withdrawal, streamID: string): void {
    this.#owed[method].add(streamID);
  }

  /**
   * What the server may hold of this session, the owed included: a publish that is on its way at the server is not on
   * the server's list yet. A new session holds nothing. Nothing is owed afterwards.
   */
  joinedTo(entry: Entry): Entry {
    const unpublish = [...this.#owed.unpublish];
    const stopPlay = [...this.#owed.stopPlay];
    this.#owed.unpublish.clear();
    this.#owed.stopPlay.clear();
    if (entry.way === 'login') return entry;
    const publishing = [...new Set([...entry.publishing, ...unpublish])];
    const playing = [...new Set([...entry.playing, ...stopPlay])];
    return { way: 'resume', publishing, playing };
  }
}
