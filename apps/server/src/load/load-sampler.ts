import { availableParallelism } from 'node:os';
import type { Control, MediaPlane } from '@freshet/core';
import { type Clock, Scope, seconds } from '@freshet/kit';
import type { LoadSample, OverviewAnswer } from '@freshet/protocol/console';
import type { RefusalCounts } from '../metrics/refusal-counts.ts';
import { CpuMeter, type CpuReading } from './cpu-meter.ts';
import { LoadHistory } from './load-history.ts';

/** How often the present is measured, and how often it goes into the history. */
const PRESENT = seconds(2);
const HISTORY = seconds(10);
const MB = 1024 * 1024;

/** What the load is made of. */
export type LoadSamplerOptions = {
  readonly control: Pick<Control, 'totals'>;
  readonly media: Pick<MediaPlane, 'load'>;
  readonly refusals: RefusalCounts;
  readonly clock: Clock;
  readonly version: string;
};

/** Measures the load, and keeps what it was. */
export class LoadSampler {
  readonly history = new LoadHistory();
  readonly #options: LoadSamplerOptions;
  readonly #present = new CpuMeter();
  readonly #past = new CpuMeter();
  readonly #scope = new Scope();
  #cpu: CpuReading = { server: 0, workers: new Map() };
  #refusals = 0;

  constructor(options: LoadSamplerOptions) {
    this.#options = options;
    this.#scope.every(PRESENT, () => {
      this.#cpu = this.#present.read(this.#pids());
    });
    this.#scope.every(HISTORY, () => this.#remember());
  }

  /** Everything at a glance. */
  overview(): OverviewAnswer {
    const { control, media, refusals, version } = this.#options;
    const { workers, deaths } = media.load();
    const recent = refusals.sum - this.#refusals;
    return {
      view: 'overview',
      version,
      startedAt: control.totals.startedAt,
      cores: availableParallelism(),
      now: this.#sample(this.#cpu, recent),
      workers: workers.map((worker) => ({ ...worker, cpu: rounded(this.#cpu.workers.get(worker.pid) ?? 0) })),
      workerDeaths: deaths,
      refusals: [...refusals.lastHour()]
        .map(([code, count]) => ({ code, count }))
        .sort((one, other) => other.count - one.count),
    };
  }

  close(): void {
    this.#scope.close();
  }

  #remember(): void {
    const { sum } = this.#options.refusals;
    this.history.add(this.#sample(this.#past.read(this.#pids()), sum - this.#refusals));
    this.#refusals = sum;
  }

  #sample(cpu: CpuReading, refusals: number): LoadSample {
    const { rooms, users, streams, plays, kbpsIn, kbpsOut } = this.#options.control.totals;
    const cpuWorkers = [...cpu.workers.values()].reduce((sum, one) => sum + one, 0);
    return {
      at: this.#options.clock.now(),
      ...{ rooms, users, streams, plays, kbpsIn, kbpsOut, refusals },
      cpuServer: rounded(cpu.server),
      cpuWorkers: rounded(cpuWorkers),
      memoryMb: Math.round(process.memoryUsage.rss() / MB),
    };
  }

  #pids(): readonly number[] {
    return this.#options.media.load().workers.map(({ pid }) => pid);
  }
}

// To a thousandth of a core.
const rounded = (cores: number): number => Math.round(cores * 1000) / 1000;
