import { type Clock, type Millis, millis, Scope } from '@freshet/kit';

/**
 * How long a publisher makes no second key frame after one that it was asked for. Browsers ignore requests that come
 * within 300 ms of another; the rest is what the requests' own ways may differ by.
 */
export const KEY_FRAME_PAUSE = millis(400);

type State =
  | { readonly name: 'open' }
  /** Asked for; whoever begins to play now gets this one. */
  | { readonly name: 'asked'; readonly at: Millis }
  /** Gone by; the next may be asked for in a while. */
  | { readonly name: 'resting'; readonly at: Millis };

/**
 * Lets those who begin to play through when the publisher would make them a key frame. A request that comes too soon
 * is lost, and is made again only a second later: better to wait for a moment.
 */
export class KeyFrameGate {
  readonly #clock: Clock;
  readonly #scope = new Scope();
  #state: State = { name: 'open' };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A key frame was asked for. */
  asked(): void {
    this.#state = { name: 'asked', at: this.#clock.now() };
  }

  /** A key frame came. */
  came(): void {
    const at = this.#state.name === 'open' ? this.#clock.now() : this.#state.at;
    this.#state = { name: 'resting', at };
  }

  /** Resolves when a request would be heard, at the latest after {@link KEY_FRAME_PAUSE}. */
  async pass(): Promise<void> {
    const left = this.#left();
    if (left > 0) await this.#wait(left);
    if (this.#state.name !== 'asked') this.asked();
  }

  /** Holds nobody up any more. */
  close(): void {
    this.#scope.close();
  }

  #left(): Millis {
    if (this.#state.name !== 'resting') return millis(0);
    return millis(this.#state.at + KEY_FRAME_PAUSE - this.#clock.now());
  }

  #wait(left: Millis): Promise<void> {
    return new Promise((resolve) => {
      const waiting = new Scope();
      waiting.add(() => resolve());
      waiting.add(this.#scope.add(() => waiting.close()));
      waiting.after(left, () => waiting.close());
    });
  }
}
