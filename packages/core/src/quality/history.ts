import { type Millis, millis, seconds } from '@freshet/kit';
import { PackedSamples } from './packed-samples.ts';
import type { QualityDigest, QualitySample } from './sample.ts';

/** How often clients report. */
export const PERIOD = seconds(10);
const MINUTE = seconds(60);
/** Ten minutes of reports, and three hours of minutes. */
const FINE = 60;
const COARSE = 180;

/**
 * What one publisher or viewer reported: the last ten minutes as they came, before them one sample for each minute,
 * three hours back. At most 5 kB, so that 10,000 viewers who stay for three hours take 50 MB.
 */
export class SampleHistory {
  readonly #fine = new PackedSamples(FINE);
  readonly #coarse = new PackedSamples(COARSE);
  #minute: QualitySample[] = [];

  get last(): QualitySample | undefined {
    return this.#fine.last;
  }

  add(sample: QualitySample): void {
    const first = this.#minute[0];
    if (first && minuteOf(first) !== minuteOf(sample)) {
      this.#coarse.push(meanSample(this.#minute));
      this.#minute = [];
    }
    this.#minute.push(sample);
    this.#fine.push(sample);
  }

  /** Oldest first. */
  since(since: Millis): QualitySample[] {
    const fine = [...this.#fine.all()];
    const from = fine[0]?.at ?? Number.POSITIVE_INFINITY;
    const coarse = [...this.#coarse.all()].filter(({ at }) => at < from);
    return [...coarse, ...fine].filter(({ at }) => at >= since);
  }
}

/** The digests of one stream, kept as long and as finely as the samples of {@link SampleHistory}. */
export class DigestHistory {
  #fine: QualityDigest[] = [];
  #coarse: QualityDigest[] = [];
  #minute: QualityDigest[] = [];

  add(digest: QualityDigest): void {
    const first = this.#minute[0];
    if (first && minuteOf(first) !== minuteOf(digest)) {
      this.#coarse = [...this.#coarse, meanDigest(this.#minute)].slice(-COARSE);
      this.#minute = [];
    }
    this.#minute.push(digest);
    this.#fine = [...this.#fine, digest].slice(-FINE);
  }

  /** Oldest first. */
  since(since: Millis): QualityDigest[] {
    const from = this.#fine[0]?.at ?? Number.POSITIVE_INFINITY;
    return [...this.#coarse.filter(({ at }) => at < from), ...this.#fine].filter(({ at }) => at >= since);
  }
}

const minuteOf = ({ at }: { readonly at: Millis }): number => Math.floor(at / MINUTE);
const endOf = (samples: readonly { readonly at: Millis }[]): Millis => samples.at(-1)?.at ?? millis(0);

function mean<Item>(items: readonly Item[], measure: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + measure(item), 0) / items.length;
}

function meanOfKnown(values: readonly (number | undefined)[]): number | undefined {
  const known = values.flatMap((value) => value ?? []);
  return known.length === 0 ? undefined : mean(known, (value) => value);
}

// Stillness adds up; the other measures are averaged.
function meanSample(samples: readonly QualitySample[]): QualitySample {
  const freezes = samples.flatMap(({ freezeMs }) => freezeMs ?? []);
  const delayMs = meanOfKnown(samples.map((sample) => sample.delayMs));
  const latencyMs = meanOfKnown(samples.map((sample) => sample.latencyMs));
  return {
    at: endOf(samples),
    kbps: mean(samples, ({ kbps }) => kbps),
    fps: mean(samples, ({ fps }) => fps),
    lossPercent: mean(samples, ({ lossPercent }) => lossPercent),
    rttMs: mean(samples, ({ rttMs }) => rttMs),
    ...(freezes.length === 0
      ? {}
      : {
          freezeMs: Math.min(
            MINUTE,
            freezes.reduce((sum, freezeMs) => sum + freezeMs, 0),
          ),
        }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
}

function meanDigest(digests: readonly QualityDigest[]): QualityDigest {
  const latencyMedian = meanOfKnown(digests.map((digest) => digest.latencyMedian));
  const latencyHigh = meanOfKnown(digests.map((digest) => digest.latencyHigh));
  return {
    at: endOf(digests),
    viewers: Math.round(mean(digests, ({ viewers }) => viewers)),
    kbpsMedian: mean(digests, ({ kbpsMedian }) => kbpsMedian),
    fpsMedian: mean(digests, ({ fpsMedian }) => fpsMedian),
    fpsLow: mean(digests, ({ fpsLow }) => fpsLow),
    lossMedian: mean(digests, ({ lossMedian }) => lossMedian),
    lossHigh: mean(digests, ({ lossHigh }) => lossHigh),
    rttMedian: mean(digests, ({ rttMedian }) => rttMedian),
    rttHigh: mean(digests, ({ rttHigh }) => rttHigh),
    frozen: Math.round(mean(digests, ({ frozen }) => frozen)),
    ...(latencyMedian === undefined ? {} : { latencyMedian }),
    ...(latencyHigh === undefined ? {} : { latencyHigh }),
  };
}
