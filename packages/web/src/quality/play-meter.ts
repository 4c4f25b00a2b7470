import { type Scope, seconds } from '@freshet/kit';
import type { StreamResourceMode } from '@freshet/protocol';
import type { PlayQuality } from '../quality-api.ts';
import { type PictureAges, type PlaySample, playQuality, samplePlay } from './play-quality.ts';
import { Reports } from './reports.ts';

/** How often the quality of a stream is told. */
export const QUALITY_PERIOD = seconds(3);

type Measured = { stats(): Promise<readonly RTCStatsReport[]> };
type Clock = PictureAges & { readonly shown: number };

/** Measures one play, each time over what passed since the last. */
export class PlayMeter {
  readonly #clock: Clock;
  readonly #resourceMode: StreamResourceMode;
  #last: PlaySample | undefined;

  constructor(clock: Clock, resourceMode: StreamResourceMode) {
    this.#clock = clock;
    this.#resourceMode = resourceMode;
  }

  /** Measures now. Without a reception everything is 0. */
  async measure(reception: Measured | undefined): Promise<PlayQuality> {
    const stats = (await reception?.stats()) ?? [];
    const now = samplePlay(new Reports(stats), this.#clock.shown, performance.now());
    const before = this.#last ?? now;
    this.#last = now;
    return playQuality(before, now, this.#clock, this.#resourceMode);
  }

  /** Measures `reception` every 3 seconds until `scope` closes. */
  every(scope: Scope, reception: Measured, tell: (quality: PlayQuality) => void): void {
    const measure = async (): Promise<void> => {
      const isFirst = this.#last === undefined;
      const quality = await this.measure(reception);
      if (!isFirst && !scope.closed) tell(quality);
    };
    // A reception that was closed meanwhile has no statistics; the next one has.
    const attempt = (): void => void measure().catch(() => undefined);
    attempt();
    scope.every(QUALITY_PERIOD, attempt);
  }
}
