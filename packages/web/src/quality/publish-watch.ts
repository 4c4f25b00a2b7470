import { millis, type Scope } from '@freshet/kit';
import type { PublishQuality } from '../quality-api.ts';
import type { Size } from '../render/first-picture.ts';
import { QUALITY_PERIOD } from './play-meter.ts';
import { type PublishSample, publishQuality, samplePublish } from './publish-quality.ts';
import { Reports } from './reports.ts';

// No browser tells when it sends its first packet: it is looked for this often, until it is there.
const LOOK_PERIOD = millis(100);

type Sender = { stats(): Promise<readonly RTCStatsReport[]> };
type Findings = {
  /** Something of that kind has been sent. Called again with each look. */
  sent(kind: 'audio' | 'video'): void;
  /** Every 3 seconds. */
  measured(quality: PublishQuality): void;
  /** The picture is sent in this size. Called again with each look. */
  resized(size: Size): void;
};

/** Looks at what `sender` sends until `scope` closes. */
export function watchPublishing(sender: Sender, scope: Scope, findings: Findings): void {
  const look = async (): Promise<PublishSample> => {
    const sample = samplePublish(new Reports(await sender.stats()), performance.now());
    if (scope.closed) return sample;
    const { audioPackets, framesSent, frameWidth: width, frameHeight: height } = sample;
    if (audioPackets > 0) findings.sent('audio');
    if (framesSent > 0) findings.sent('video');
    if (width > 0) findings.resized({ width, height });
    return sample;
  };
  let before: PublishSample | undefined;
  const measure = async (): Promise<void> => {
    const now = await look();
    if (before && !scope.closed) findings.measured(publishQuality(before, now));
    before = now;
  };
  // A sender that was closed meanwhile has no statistics.
  const quietly = (task: () => Promise<unknown>) => (): void => void task().catch(() => undefined);
  quietly(measure)();
  scope.every(QUALITY_PERIOD, quietly(measure));
  const stopLooking = scope.every(LOOK_PERIOD, quietly(look));
  scope.after(QUALITY_PERIOD, stopLooking);
}
