/** Counts under names; a count that is back at nothing takes no memory. */
export class Tally<Name> {
  readonly #counts = new Map<Name, number>();

  get(name: Name): number {
    return this.#counts.get(name) ?? 0;
  }

  add(name: Name, change: 1 | -1): void {
    const count = this.get(name) + change;
    if (count === 0) this.#counts.delete(name);
    else this.#counts.set(name, count);
  }
}
