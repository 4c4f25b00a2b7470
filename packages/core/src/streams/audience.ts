/** Who plays which stream, in the order they began. */
export class Audience<Stream, Viewer> {
  readonly #viewers = new Map<Stream, Set<Viewer>>();
  #plays = 0;

  /** How many plays there are in all. */
  get plays(): number {
    return this.#plays;
  }

  of(stream: Stream): Iterable<Viewer> {
    return this.#viewers.get(stream) ?? [];
  }

  count(stream: Stream): number {
    return this.#viewers.get(stream)?.size ?? 0;
  }

  enter(stream: Stream, viewer: Viewer): void {
    const viewers = this.#viewers.get(stream) ?? new Set<Viewer>();
    if (viewers.has(viewer)) return;
    this.#viewers.set(stream, viewers.add(viewer));
    this.#plays += 1;
  }

  leave(stream: Stream, viewer: Viewer): void {
    const viewers = this.#viewers.get(stream);
    if (!viewers?.delete(viewer)) return;
    this.#plays -= 1;
    if (viewers.size === 0) this.#viewers.delete(stream);
  }
}
