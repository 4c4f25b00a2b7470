import type { PublishQuality } from '../quality-api.ts';
import { type PublishSample, publishQuality, samplePublish, sendingDelay } from './publish-quality.ts';
import { Reports } from './reports.ts';

/** How a publish did. */
export type PublishMeasure = {
  readonly quality: PublishQuality;
  /** See {@link sendingDelay}. */
  readonly delay: number | undefined;
};

type Measured = { stats(): Promise<readonly RTCStatsReport[]> };

/** Measures one publish, each time over what passed since the last. */
export class PublishMeter {
  #last: PublishSample | undefined;

  async measure(sender: Measured): Promise<PublishMeasure> {
    const now = samplePublish(new Reports(await sender.stats()), performance.now());
    const before = this.#last ?? now;
    this.#last = now;
    return { quality: publishQuality(before, now), delay: sendingDelay(before, now) };
  }
}
