/** A condition that comes and goes, and can be waited for. Shut to begin with. */
export class Gate {
  #passage = Promise.withResolvers<void>();
  #isOpen = false;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Resolves when the gate is open, at once if it is. */
  passage(): Promise<void> {
    return this.#passage.promise;
  }

  open(): void {
    this.#isOpen = true;
    this.#passage.resolve();
  }

  shut(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#passage = Promise.withResolvers<void>();
  }
}
