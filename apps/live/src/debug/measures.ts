import type { PlayQuality, PublishQuality } from '@freshet/web';
import { framesText, millisText, pictureText, rateText, shareText } from '../controls/measure-text.ts';
import type { Measure } from '../controls/quality-list.tsx';
import type { Dictionary } from '../language/dictionary.ts';

/** How a stream does that is played, in words. */
export function playMeasures(quality: PlayQuality, modeText: string, words: Dictionary): readonly Measure[] {
  const { quality: labels, debug } = words;
  const { videoFreezeCount, videoFreezeTime } = quality;
  return [
    { name: 'mode', label: labels.mode, value: modeText },
    ...sharedMeasures(quality, quality.videoRenderFPS, labels),
    { name: 'end-to-end', label: labels.endToEnd, value: millisText(quality.peerToPeerDelay) },
    { name: 'delay', label: debug.arrivalToPicture, value: millisText(quality.delay) },
    { name: 'buffer', label: debug.jitterBuffer, value: millisText(quality.jitterBufferDelay) },
    {
      name: 'freezes',
      label: labels.freezes,
      value: labels.freezeValue(videoFreezeCount, (videoFreezeTime / 1000).toFixed(1)),
    },
    { name: 'sound-codec', label: debug.soundCodec, value: quality.audioCodec || '—' },
  ];
}

/** How one's own stream does, in words. */
export function publishMeasures(quality: PublishQuality, { quality: labels, debug }: Dictionary): readonly Measure[] {
  return [
    ...sharedMeasures(quality, quality.videoSendFPS, labels),
    { name: 'captured', label: debug.captured, value: framesText(quality.videoCaptureFPS) },
    { name: 'limited-by', label: labels.limitedBy, value: limitText(quality.limitedBy, labels) },
  ];
}

function sharedMeasures(
  quality: PlayQuality | PublishQuality,
  fps: number,
  labels: Dictionary['quality'],
): readonly Measure[] {
  const { frameWidth, frameHeight, videoCodec } = quality;
  return [
    { name: 'picture', label: labels.picture, value: pictureText(frameWidth, frameHeight, videoCodec) },
    { name: 'frames', label: labels.frames, value: framesText(fps) },
    { name: 'video-rate', label: labels.videoRate, value: rateText(quality.videoKBPS) },
    { name: 'audio-rate', label: labels.audioRate, value: rateText(quality.audioKBPS) },
    { name: 'round-trip', label: labels.roundTrip, value: millisText(quality.rtt) },
    { name: 'loss', label: labels.loss, value: shareText(quality.packetLostRate) },
  ];
}

function limitText(limitedBy: string, { limits }: Dictionary['quality']): string {
  const known: Readonly<Record<string, string>> = limits;
  return known[limitedBy] ?? limits.other;
}
