import type { Millis } from '@freshet/kit';
import type { LoadSample } from '@freshet/protocol/console';

/** A day of one sample every 10 s. */
const KEPT = 8640;
/** More points than this no chart can show apart. */
const SHOWN = 720;

/** The load of the last day, in memory: some 100 bytes a sample, less than 1 MB in all. */
export class LoadHistory {
  readonly #samples: LoadSample[] = [];
  #next = 0;

  add(sample: LoadSample): void {
    this.#samples[this.#next] = sample;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Oldest first; where there are many, several are made one. */
  since(start: Millis): readonly LoadSample[] {
    const ordered = [...this.#samples.slice(this.#next), ...this.#samples.slice(0, this.#next)];
    const wanted = ordered.filter(({ at }) => at >= start);
    const size = Math.ceil(wanted.length / SHOWN);
    if (size <= 1) return wanted;
    return Array.from({ length: Math.ceil(wanted.length / size) }, (_, group) =>
      merge(wanted.slice(group * size, (group + 1) * size)),
    );
  }
}

// Refusals are counted in each sample, so they add up; everything else is a measure, of which the mean is told.
function merge(samples: readonly LoadSample[]): LoadSample {
  const mean = (read: (sample: LoadSample) => number): number =>
    samples.reduce((sum, sample) => sum + read(sample), 0) / samples.length;
  const round = (read: (sample: LoadSample) => number): number => Math.round(mean(read));
  return {
    at: samples.at(-1)?.at ?? 0,
    rooms: round(({ rooms }) => rooms),
    users: round(({ users }) => users),
    streams: round(({ streams }) => streams),
    plays: round(({ plays }) => plays),
    cpuServer: mean(({ cpuServer }) => cpuServer),
    cpuWorkers: mean(({ cpuWorkers }) => cpuWorkers),
    memoryMb: round(({ memoryMb }) => memoryMb),
    kbpsIn: round(({ kbpsIn }) => kbpsIn),
    kbpsOut: round(({ kbpsOut }) => kbpsOut),
    refusals: samples.reduce((sum, { refusals }) => sum + refusals, 0),
  };
}
