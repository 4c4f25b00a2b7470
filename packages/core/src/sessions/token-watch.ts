import { type Clock, type Millis, millis, Scope } from '@freshet/kit';
import { limits } from '@freshet/protocol';

// A timer of the platform counts in 32 bits; a token may live longer than that.
const LONGEST_TIMER = millis(2 ** 31 - 1);

/** Told as the end of a token draws near. */
export type TokenEnd = {
  /** Comes {@link limits.tokenWarning} before the end, or at once where less is left. */
  soon(remainSeconds: number): void;
  expired(): void;
};

/** Watches the clock for the end of one token at a time. */
export class TokenWatch {
  readonly #clock: Clock;
  readonly #end: TokenEnd;
  #scope = new Scope();

  constructor(clock: Clock, end: TokenEnd) {
    this.#clock = clock;
    this.#end = end;
  }

  /** Watches for `expire`, in the place of an earlier end. */
  watch(expire: Millis): void {
    this.#scope.close();
    this.#scope = new Scope();
    this.#at(millis(expire - limits.tokenWarning), () => this.#end.soon(this.#secondsUntil(expire)));
    this.#at(expire, () => this.#end.expired());
  }

  close(): void {
    this.#scope.close();
  }

  // A timer counts from when its turn of the loop began and so comes early by as much as that turn has lasted, and a
  // clock may be set back: the end is told when the clock says so, and then for certain.
  #at(time: Millis, task: () => void): void {
    const left = Math.min(Math.max(0, time - this.#clock.now()), LONGEST_TIMER);
    this.#scope.after(millis(left), () => {
      if (this.#clock.now() < time) this.#at(time, task);
      else task();
    });
  }

  #secondsUntil(expire: Millis): number {
    return Math.max(0, Math.round((expire - this.#clock.now()) / 1000));
  }
}
