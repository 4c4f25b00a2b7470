import { cpuSeconds } from '../metrics/process-cpu.ts';

/** CPU over one period, in cores. */
export type CpuReading = {
  readonly server: number;
  /** By process; those of systems that do not tell are 0. */
  readonly workers: ReadonlyMap<number, number>;
};

type Mark = { readonly at: number; readonly server: number; readonly workers: ReadonlyMap<number, number> };

/** Measures the CPU that the server and its workers take, from one reading to the next. */
export class CpuMeter {
  #last: Mark = mark([]);

  /** Since the reading before. */
  read(pids: readonly number[]): CpuReading {
    const [before, now] = [this.#last, mark(pids)];
    this.#last = now;
    const period = Math.max(now.at - before.at, 0.001);
    const workers = [...now.workers].map(([pid, used]): [number, number] => {
      // Of a worker that was not there before, only the next reading tells.
      return [pid, Math.max(0, used - (before.workers.get(pid) ?? used)) / period];
    });
    return { server: (now.server - before.server) / period, workers: new Map(workers) };
  }
}

function mark(pids: readonly number[]): Mark {
  const { user, system } = process.cpuUsage();
  return {
    at: performance.now() / 1000,
    server: (user + system) / 1e6,
    workers: new Map(pids.map((pid) => [pid, cpuSeconds(pid) ?? 0])),
  };
}
