import { KeyedQueue } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import { refuseWhenClosed } from '../closed-queue.ts';

/** How many requests of one session may be under way or waiting at once; an SDK at work is far below it. */
const MOST = 64;

/** What one session is asked, with a bound: some of it beside each other, some of it one thing after the other. */
export class Turns {
  readonly #queue = new KeyedQueue<string>();
  #count = 0;

  /**
   * Runs `task` after every earlier one of `subject`.
   *
   * @throws FreshetError 1000002 where the session ends before it begins, 1002071 where too much is asked at once
   */
  take<Answer>(subject: string, task: () => Promise<Answer>): Promise<Answer> {
    return this.beside(() => this.#queue.run(subject, task).catch(refuseWhenClosed(sessionEnded)));
  }

  /**
   * Runs `task` at once.
   *
   * @throws FreshetError 1002071 where too much is asked at once
   */
  async beside<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    if (this.#count >= MOST) throw new FreshetError(1002071, 'too many requests at once');
    this.#count += 1;
    try {
      return await task();
    } finally {
      this.#count -= 1;
    }
  }

  /** Lets the turns that have begun end, and refuses the others. */
  close(): void {
    this.#queue.close();
  }
}

/** Refuses what is asked of a session that is over. */
export const sessionEnded = (): FreshetError => new FreshetError(1000002, 'the session has ended');
