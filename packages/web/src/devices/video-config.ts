import { FreshetError, Scenario } from '@freshet/protocol';
import type { VideoConfig } from '../engine-api.ts';

const P360: VideoConfig = { width: 640, height: 360, fps: 30, bitrate: 800, codec: 'VP8' };
const P540: VideoConfig = { width: 960, height: 540, fps: 30, bitrate: 1500, codec: 'VP8' };
const P720: VideoConfig = { width: 1280, height: 720, fps: 30, bitrate: 2500, codec: 'VP8' };

/** What a channel starts with in a scenario. */
export function startingConfig(scenario: Scenario): VideoConfig {
  if (scenario === Scenario.Broadcast) return P720;
  return scenario === Scenario.HighQualityVideoCall ? P540 : P360;
}

const ranges = { width: [16, 7680], height: [16, 4320], fps: [1, 120], bitrate: [30, 100_000] } as const;
const codecs: ReadonlySet<unknown> = new Set(['VP8', 'H264', 'VP9', 'AV1']);

/**
 * `standing` with what `change` says.
 *
 * @throws FreshetError 1000017 where a number is out of its range or the codec unknown
 */
export function changedConfig(standing: VideoConfig, change: Partial<VideoConfig>): VideoConfig {
  const config = { ...standing, ...change };
  for (const name of ['width', 'height', 'fps', 'bitrate'] as const) {
    const [least, most] = ranges[name];
    const value = config[name];
    if (!(typeof value === 'number' && value >= least && value <= most)) {
      throw new FreshetError(1000017, `${name} is ${String(value)}, not a number from ${least} to ${most}`);
    }
  }
  if (!codecs.has(config.codec)) throw new FreshetError(1000017, `there is no codec ${String(config.codec)}`);
  return config;
}
