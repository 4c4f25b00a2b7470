import { figuresOf, rounded } from './report/figures.ts';
import { onLiveStage } from './report/live-stage.ts';
import { print } from './report/report.ts';

const SECONDS = 20;

/** From the drawing of a frame on the host's canvas to its frame callback at the viewer. */
async function latency(args: readonly string[]): Promise<void> {
  const { frames } = await onLiveStage(async ({ viewer, streamID }) => {
    await viewer.play(streamID);
    // The first seconds find the bit rate; what a viewer of a running stream sees comes after them.
    await viewer.watch(streamID, 3);
    return viewer.watch(streamID, SECONDS);
  });
  const ages = frames.flatMap(({ age }) => age ?? []);
  print(
    {
      bench: 'latency',
      measures: `canvas to the viewer's frame callback, 720p30 over loopback, ${SECONDS} s`,
      figures: figuresOf(ages),
      goals: { p50Ms: 40, p95Ms: 80 },
      extras: {
        fps: { value: rounded(frames.length / SECONDS), goal: '>= 25' },
        unreadable: { value: frames.length - ages.length },
      },
    },
    args,
  );
}

await latency(process.argv.slice(2));
