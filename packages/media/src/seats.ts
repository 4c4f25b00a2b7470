import type { WorkerLoad } from './placement.ts';

/** Something that stands on a worker. */
export type Seat =
  | { readonly kind: 'ingest'; readonly affinity: string; readonly input: string }
  | { readonly kind: 'viewer'; readonly affinity: string }
  | { readonly kind: 'playback' }
  /** A stream that comes from another worker. */
  | { readonly kind: 'pipe' };

/** Who stands on a worker. A seat is taken before the first wait for the worker, so that newcomers see each other. */
export class Seats {
  readonly #taken = new Set<Seat>();

  /** Counts `seat` until the returned function is called. */
  take(seat: Seat): () => void {
    const own = { ...seat };
    this.#taken.add(own);
    return () => void this.#taken.delete(own);
  }

  get load(): WorkerLoad & { readonly pipes: number } {
    const count = { ingest: 0, viewer: 0, playback: 0, pipe: 0 };
    for (const seat of this.#taken) count[seat.kind] += 1;
    return { ingests: count.ingest, viewers: count.viewer, playbacks: count.playback, pipes: count.pipe };
  }

  /** What comes in here. */
  get inputs(): Set<string> {
    return new Set([...this.#taken].flatMap((seat) => (seat.kind === 'ingest' ? [seat.input] : [])));
  }

  /** Whether anything of this affinity is here. */
  has(affinity: string): boolean {
    for (const seat of this.#taken) if ('affinity' in seat && seat.affinity === affinity) return true;
    return false;
  }
}
