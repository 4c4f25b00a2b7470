import type { ErrorCode } from '@freshet/protocol';

/** Tells of a state with its code, each time that either changes. */
export class StateTeller<State> {
  readonly #tell: (state: State, code: ErrorCode | 0) => void;
  #told: { readonly state: State; readonly code: ErrorCode | 0 } | undefined;

  constructor(tell: (state: State, code: ErrorCode | 0) => void) {
    this.#tell = tell;
  }

  tell(state: State, code: ErrorCode | 0): void {
    if (this.#told?.state === state && this.#told.code === code) return;
    this.#told = { state, code };
    this.#tell(state, code);
  }
}
