import { StreamResourceMode } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { type PlaySample, playQuality } from './play-quality.ts';

const start: PlaySample = {
  at: 1000,
  framesReceived: 100,
  framesDecoded: 100,
  framesShown: 90,
  videoBytes: 50_000,
  audioBytes: 5_000,
  packets: 400,
  packetsLost: 0,
  bufferSeconds: 2,
  bufferCount: 100,
  processingSeconds: 3,
  freezeCount: 1,
  freezeSeconds: 0.5,
  roundTrips: { route: 'P', lastSeconds: 0.04, totalSeconds: 0.2, answers: 5 },
  frameWidth: 1280,
  frameHeight: 720,
  videoCodec: 'VP8',
  audioCodec: 'opus',
};
const later: PlaySample = {
  ...start,
  at: 4000,
  framesReceived: 190,
  framesDecoded: 190,
  framesShown: 177,
  videoBytes: 800_000,
  packets: 790,
  packetsLost: 10,
  bufferSeconds: 3.8,
  bufferCount: 190,
  processingSeconds: 5.7,
};
const untold = { sinceCapture: undefined, sinceArrival: undefined };

test('rates are of the time between the samples', () => {
  const quality = playQuality(start, later, untold, StreamResourceMode.OnlyL3);
  expect(quality).toMatchObject({ videoRecvFPS: 30, videoDecodeFPS: 30, videoRenderFPS: 29, videoKBPS: 2000 });
  expect(quality).toMatchObject({ audioKBPS: 0, rtt: 40, packetLostRate: 0.025, resourceMode: 2 });
  expect(quality.jitterBufferDelay).toBeCloseTo(20);
  expect(quality.delay).toBeCloseTo(30);
});

test('the whole delay is measured where the browser knows when a picture was captured, and estimated elsewhere', () => {
  const delayOf = (ages: { sinceCapture: number | undefined; sinceArrival: number | undefined }): number =>
    playQuality(start, later, ages, StreamResourceMode.Default).peerToPeerDelay;
  expect(delayOf({ sinceCapture: 85, sinceArrival: 45 })).toBe(85);
  expect(delayOf({ sinceCapture: undefined, sinceArrival: 45 })).toBe(85);
  expect(delayOf(untold)).toBeCloseTo(70);
});

test('no time and no packets give zeros', () => {
  const quality = playQuality(start, start, untold, StreamResourceMode.Default);
  expect(quality).toMatchObject({ videoRecvFPS: 0, videoKBPS: 0, packetLostRate: 0, jitterBufferDelay: 0 });
});
