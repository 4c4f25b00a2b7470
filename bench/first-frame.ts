import { figuresOf } from './report/figures.ts';
import { onLiveStage } from './report/live-stage.ts';
import { print } from './report/report.ts';

const PLAYS = 100;
/**
 * Between a play and the next, with as much again at random. A publisher's browser makes no two key frames within
 * 300 ms, so plays in a row would wait for each other's; this measures a viewer who comes alone. Milliseconds.
 */
const PAUSE = 400;

/** From `startPlayingStream` to the first frame on the viewer's screen, again and again after one login. */
async function firstFrame(args: readonly string[]): Promise<void> {
  const samples = await onLiveStage(({ viewer, streamID }) =>
    viewer.page.evaluate(
      async ({ streamID, plays, pause }) => {
        const waits: number[] = [];
        for (let play = 0; play < plays; play++) {
          const view = document.createElement('video');
          document.body.append(view);
          const shown = new Promise<void>((resolve) => view.requestVideoFrameCallback(() => resolve()));
          const start = performance.now();
          await window.engine.startPlayingStream(streamID, { view });
          await shown;
          waits.push(performance.now() - start);
          await window.engine.stopPlayingStream(streamID);
          view.remove();
          await new Promise((resolve) => setTimeout(resolve, pause * (1 + Math.random())));
        }
        return waits;
      },
      { streamID, plays: PLAYS, pause: PAUSE },
    ),
  );
  print(
    {
      bench: 'first-frame',
      measures: 'startPlayingStream to the first rendered frame, 720p30 over loopback, after login',
      figures: figuresOf(samples),
      goals: { p50Ms: 120, p95Ms: 200 },
      extras: {},
    },
    args,
  );
}

await firstFrame(process.argv.slice(2));
