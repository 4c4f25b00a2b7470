import { expect, test } from 'vitest';
import { type PublishSample, publishQuality, samplePublish, sendingDelay } from './publish-quality.ts';
import { Reports } from './reports.ts';

const video = { id: 'O', type: 'outbound-rtp', kind: 'video' };
const sampleOf = (at: number, counters: Readonly<Record<string, number>>): PublishSample => {
  const sent = { ...video, ...counters };
  return samplePublish(new Reports([new Map([[sent.id, sent]]) as never]), at);
};

const start = { framesEncoded: 100, framesSent: 100, packetsSent: 400, bytesSent: 1000 };
const later = { framesEncoded: 190, framesSent: 190, packetsSent: 760, bytesSent: 751_000 };

test('what is sent is told as rates of the time between the samples', () => {
  const quality = publishQuality(sampleOf(1000, start), sampleOf(4000, later));
  expect(quality).toMatchObject({ videoEncodeFPS: 30, videoSendFPS: 30, videoKBPS: 2000 });
});

test('from the captured picture to the wire is its encoding and the wait of its packets', () => {
  const before = sampleOf(1000, { ...start, totalEncodeTime: 1, totalPacketSendDelay: 0.4 });
  const now = sampleOf(4000, { ...later, totalEncodeTime: 1.72, totalPacketSendDelay: 1.12 });
  expect(sendingDelay(before, now)).toBeCloseTo(8 + 2);
});

test('a browser that tells a part of it alone tells nothing, nor does one that sends no picture', () => {
  const [before, now] = [
    { ...start, totalEncodeTime: 1 },
    { ...later, totalEncodeTime: 2 },
  ];
  expect(sendingDelay(sampleOf(1000, before), sampleOf(4000, now))).toBeUndefined();
  const still = sampleOf(1000, { ...start, totalEncodeTime: 1, totalPacketSendDelay: 0.4 });
  expect(sendingDelay(still, { ...still, at: 4000 })).toBeUndefined();
});
