import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { millis, systemClock } from '@freshet/kit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RefusalCounts } from '../metrics/refusal-counts.ts';
import { CpuMeter } from './cpu-meter.ts';
import { LoadSampler } from './load-sampler.ts';

const totals = {
  ...{ rooms: 2, users: 30, attached: 29, streams: 3, plays: 40, kbpsIn: 5000, kbpsOut: 90_000 },
  startedAt: millis(1),
};
const worker = { pid: process.pid, ingests: 1, viewers: 2, playbacks: 3, pipes: 0 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the load is remembered every ten seconds, with the refusals of each', () => {
  const refusals = new RefusalCounts(systemClock);
  const media = { load: () => ({ workers: [worker], deaths: 1 }) };
  const sampler = new LoadSampler({ control: { totals }, media, refusals, clock: systemClock, version: '1.2.3' });
  refusals.count(1002033);
  refusals.count(1002033);
  refusals.count(1002066);
  expect(sampler.overview()).toMatchObject({
    version: '1.2.3',
    startedAt: 1,
    now: { rooms: 2, users: 30, kbpsOut: 90_000, refusals: 3 },
    workers: [{ ...worker, cpu: 0 }],
    workerDeaths: 1,
    refusals: [
      { code: 1002033, count: 2 },
      { code: 1002066, count: 1 },
    ],
  });
  vi.advanceTimersByTime(10_000);
  refusals.count(1002066);
  vi.advanceTimersByTime(10_000);
  expect(sampler.history.since(millis(0)).map((one) => one.refusals)).toEqual([3, 1]);
  vi.advanceTimersByTime(3_600_000);
  expect(sampler.overview().refusals).toEqual([]);
  sampler.close();
  expect(vi.getTimerCount()).toBe(0);
});

test.skipIf(process.platform !== 'linux')(
  'the CPU of a worker that is busy is told, of one that is gone not',
  async () => {
    const busy = spawn(process.execPath, [
      '-e',
      'for (;;) if (process.cpuUsage().user > 3e5) { console.log(1); break } setInterval(() => 0, 1e3)',
    ]);
    const meter = new CpuMeter();
    const pid = busy.pid ?? 0;
    meter.read([pid]);
    await once(busy.stdout, 'data');
    const { workers, server } = meter.read([pid]);
    expect(workers.get(pid)).toBeGreaterThan(0);
    expect(server).toBeGreaterThanOrEqual(0);
    busy.kill('SIGKILL');
    await once(busy, 'close');
    expect(meter.read([pid]).workers.get(pid)).toBe(0);
  },
);
