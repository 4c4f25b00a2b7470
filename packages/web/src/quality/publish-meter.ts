import type { PublishQuality } from '../quality-api.ts';
import { type PublishSample, publishQuality, samplePublish } from './publish-quality.ts';
import { Reports } from './reports.ts';

type Measured = { stats(): Promise<readonly RTCStatsReport[]> };

/** Measures one publish, each time over what passed since the last. */
export class PublishMeter {
  #last: PublishSample | undefined;

  async measure(sender: Measured): Promise<PublishQuality> {
    const now = samplePublish(new Reports(await sender.stats()), performance.now());
    const before = this.#last ?? now;
    this.#last = now;
    return publishQuality(before, now);
  }
}
