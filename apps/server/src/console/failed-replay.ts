import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { SqliteOutbox } from '@freshet/store';

/** How many are sent again in one turn: more would hold up the server. */
const PART = 500;

/** What failed deliveries are found in and sent again by. */
export type FailedReplayOptions = {
  readonly outbox: Pick<SqliteOutbox, 'failedAfter'>;
  /** Lets these deliveries of the project wait again; answers how many there are. */
  readonly again: (appID: AppID, ids: readonly number[]) => number;
  /** Sends what waits of the project: looked for once, since it is looked for among all that waits. */
  readonly hurry: (appID: AppID) => void;
};

/** Sends again whatever has failed, oldest first. */
export class FailedReplay {
  readonly #options: FailedReplayOptions;
  #closed = false;

  constructor(options: FailedReplayOptions) {
    this.#options = options;
  }

  /** Sends again what was told since then and has failed; answers how many there were. Each goes once, also where it fails again. */
  async run(appID: AppID, since: Millis): Promise<number> {
    try {
      return await this.#again(appID, since);
    } finally {
      if (!this.#closed) this.#options.hurry(appID);
    }
  }

  async #again(appID: AppID, since: Millis): Promise<number> {
    const { outbox, again } = this.#options;
    let count = 0;
    let last = 0;
    while (!this.#closed) {
      const part = outbox.failedAfter(appID, last, PART);
      last = part.at(-1)?.id ?? last;
      const ids = part.filter(({ created }) => created >= since).map(({ id }) => id);
      if (ids.length > 0) count += again(appID, ids);
      if (part.length < PART) return count;
      await nextTurn();
    }
    return count;
  }

  /** What runs stops after its part. */
  close(): void {
    this.#closed = true;
  }
}
