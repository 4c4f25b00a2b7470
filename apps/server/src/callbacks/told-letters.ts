import type { Log } from '@freshet/core';
import type { Clock } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { Letter } from '@freshet/store';
import { Tally } from './tally.ts';

/** Letters that stay in memory while none can be written. */
const MOST_UNWRITTEN = 10_000;

/** What told letters are written with. */
export type ToldLettersOptions = {
  readonly clock: Clock;
  readonly log: Log;
  /** Writes letters down, all or none. */
  write(letters: readonly Letter[]): void;
  /** They are in the database now. */
  onWritten(letters: readonly Letter[]): void;
};

/** Letters from their telling until they are in the database, which is before the turn ends unless it cannot be written. */
export class ToldLetters {
  readonly #options: ToldLettersOptions;
  readonly #lost: Tally;
  #letters: Letter[] = [];
  #isStuck = false;

  constructor(options: ToldLettersOptions) {
    this.#options = options;
    this.#lost = new Tally(options.clock, (count) =>
      options.log.error({ count }, 'callbacks are lost, oldest first: make room in the data folder'),
    );
  }

  add(letter: Letter): void {
    this.#letters.push(letter);
    if (this.#isStuck) this.#makeRoom();
    // One write for all that is told in one turn; a microtask runs before the turn ends.
    else if (this.#letters.length === 1) queueMicrotask(() => this.write());
  }

  /** Writes what is not written yet. What cannot be written waits for the next call, up to a number. */
  write(): void {
    this.#lost.add(0);
    const letters = this.#letters;
    if (letters.length === 0) return;
    try {
      this.#options.write(letters);
    } catch (error) {
      this.#isStuck = true;
      const count = letters.length;
      this.#options.log.error({ error, count }, 'callbacks cannot be kept: make room in the data folder');
      this.#makeRoom();
      return;
    }
    this.#isStuck = false;
    this.#letters = [];
    this.#options.onWritten(letters);
  }

  /** Forgets those of a project. */
  forget(appID: AppID): void {
    this.#letters = this.#letters.filter(({ notice }) => notice.appID !== appID);
  }

  #makeRoom(): void {
    const surplus = this.#letters.length - MOST_UNWRITTEN;
    if (surplus <= 0) return;
    this.#letters.splice(0, surplus);
    this.#lost.add(surplus);
  }
}
