import { asFreshetError, FreshetError } from '@freshet/protocol';
import type { Tell } from './delivery.ts';
import type { CallResult } from './engine-api.ts';

type CallsOptions = {
  /** Whether the engine takes no calls any more. */
  readonly isOver: () => boolean;
  readonly tell: Tell;
};

/** How an engine's calls go wrong: with a documented code each. */
export class Calls {
  readonly #options: CallsOptions;

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  /**
   * Does `task`. A wrong call rejects with its code, and is told as well: pages in the making do not always look at
   * promises.
   *
   * @throws FreshetError 1000001 once the engine is over, else what `task` throws; 1000017 for what has no code
   */
  async run<T>(name: string, task: () => Promise<T> | T): Promise<T> {
    const { isOver, tell } = this.#options;
    try {
      if (isOver()) throw new FreshetError(1000001);
      return await task();
    } catch (error) {
      const known = asFreshetError(error, 1000017);
      tell('onDebugError', known.code, name, known.message);
      throw known;
    }
  }

  /** Tells of something in a call that is let through, if there is anything. */
  warn(name: string, doubt: FreshetError | undefined): void {
    if (doubt) this.#options.tell('onDebugError', doubt.code, name, doubt.message);
  }

  /** As `run`, with the code as the answer, and `nothing` for the rest of it where it failed. */
  async answer<T extends object>(name: string, nothing: T, task: () => Promise<T> | T): Promise<CallResult & T> {
    try {
      return { errorCode: 0, ...(await this.run(name, task)) };
    } catch (error) {
      return { errorCode: asFreshetError(error, 1000017).code, ...nothing };
    }
  }
}
