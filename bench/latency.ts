import { eventually } from '@freshet/testkit';
import { figuresOf, rounded } from './report/figures.ts';
import { type LiveStage, onLiveStage } from './report/live-stage.ts';
import { print } from './report/report.ts';

const SECONDS = 20;
/** Clients report every ten seconds: this many cover the time that is watched. */
const REPORTS = 2;

/** From the drawing of a frame on the host's canvas to its frame callback at the viewer, and the console's estimate of it. */
async function latency(args: readonly string[]): Promise<void> {
  const { frames, estimates } = await onLiveStage(watched);
  const ages = frames.flatMap(({ age }) => age ?? []);
  const figures = figuresOf(ages);
  const estimate = estimates.reduce((sum, each) => sum + each, 0) / estimates.length;
  print(
    {
      bench: 'latency',
      measures: `canvas to the viewer's frame callback, 720p30 over loopback, ${SECONDS} s`,
      figures,
      goals: { p50Ms: 40, p95Ms: 80 },
      extras: {
        fps: { value: rounded(frames.length / SECONDS), goal: '>= 25' },
        unreadable: { value: frames.length - ages.length },
        estimateMs: { value: rounded(estimate) },
        estimateOffMs: { value: rounded(estimate - figures.p50Ms) },
      },
    },
    args,
  );
}

/** What is seen for so long, and the console's estimates of the same time. */
async function watched({ viewer, streamID, estimates }: LiveStage) {
  const reported = (count: number): Promise<true> =>
    eventually(() => estimates().length >= count, `${count} estimates of the latency`);
  await viewer.play(streamID);
  // The first seconds find the bit rate; what a viewer of a running stream sees comes after them, and after the report
  // that tells of them.
  await viewer.watch(streamID, 3);
  await reported(1);
  const before = estimates().length;
  const { frames } = await viewer.watch(streamID, SECONDS);
  await reported(before + REPORTS);
  return { frames, estimates: estimates().slice(before, before + REPORTS) };
}

await latency(process.argv.slice(2));
