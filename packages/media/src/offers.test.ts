import type { Ingest, Viewer } from '@freshet/core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MediasoupMediaPlane } from './mediasoup-media-plane.ts';
import { offer, startPlane } from './testing/clients.ts';
import { canAll, opusTrack, strangersDtls, vp8Track } from './testing/parameters.ts';

let plane: MediasoupMediaPlane;
let ingest: Ingest;
let viewer: Viewer;

beforeAll(async () => {
  plane = await startPlane(1);
});
beforeEach(async () => {
  [ingest, viewer] = [await plane.ingest('room', 'room/stream'), await plane.viewer('room')];
});
afterAll(() => plane.close());

const produce = (...producers: unknown[]) => offer({ step: 'produce', dtlsParameters: strangersDtls, producers });

const track = (changes: Record<string, unknown>) => ({
  ...vp8Track,
  rtpParameters: { ...vp8Track.rtpParameters, ...changes },
});

test.each([
  ['of another engine', { engine: 'other', data: { step: 'restartIce' } }],
  ['without a step', offer({})],
  ['that is no object', offer('produce')],
  ['of an unknown step', offer({ step: 'explode' })],
  ['without tracks', produce()],
  ['with two tracks of a kind', produce(vp8Track, vp8Track)],
  ['without DTLS in the first step', offer({ step: 'produce', producers: [opusTrack] })],
  [
    'with an unknown codec',
    produce(track({ codecs: [{ mimeType: 'video/H266', payloadType: 96, clockRate: 90_000 }] })),
  ],
  [
    'with an impossible payload type',
    produce(track({ codecs: [{ ...vp8Track.rtpParameters.codecs[0], payloadType: 300 }] })),
  ],
  ['with an impossible bitrate', produce(track({ encodings: [{ ssrc: 1, maxBitrate: -0.5 }] }))],
  ['with an impossible ssrc', produce(track({ encodings: [{ ssrc: 2 ** 40 }] }))],
  [
    'with a retransmission codec of nothing',
    produce(track({ codecs: [{ mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 1 } }] })),
  ],
  ['that closes what is not there', offer({ step: 'closeTrack', kind: 'video' })],
])("a publisher's offer %s is refused with 1100001", async (_, blob) => {
  await expect(ingest.negotiate(blob)).rejects.toMatchObject({ code: 1100001 });
});

test.each([
  ['without capabilities', offer({ step: 'connect', dtlsParameters: strangersDtls })],
  ['without a fingerprint', offer({ step: 'connect', dtlsParameters: { fingerprints: [] }, rtpCapabilities: canAll })],
  [
    'with a fingerprint of no known kind',
    offer({
      step: 'connect',
      dtlsParameters: { fingerprints: [{ algorithm: 'md5', value: 'AB:CD' }] },
      rtpCapabilities: canAll,
    }),
  ],
  ["of a publisher's step", offer({ step: 'closeTrack', kind: 'audio' })],
])("a viewer's offer %s is refused with 1100001", async (_, blob) => {
  await expect(viewer.negotiate(blob)).rejects.toMatchObject({ code: 1100001 });
});

test('connecting twice is refused with 1100001', async () => {
  const blob = offer({ step: 'connect', dtlsParameters: strangersDtls, rtpCapabilities: canAll });
  await viewer.negotiate(blob);
  await expect(viewer.negotiate(blob)).rejects.toMatchObject({ code: 1100001 });
});

test('publishing a second track of a kind is refused with 1100001, and the first goes on', async () => {
  await ingest.negotiate(produce(vp8Track));
  const second = offer({ step: 'produce', producers: [track({ encodings: [{ ssrc: 9 }] })] });
  await expect(ingest.negotiate(second)).rejects.toMatchObject({ code: 1100001 });
  await ingest.negotiate(offer({ step: 'closeTrack', kind: 'video' }));
});

test('of two tracks of which one is refused none is left', async () => {
  const bad = track({ codecs: [{ mimeType: 'video/H266', payloadType: 96, clockRate: 90_000 }] });
  await expect(ingest.negotiate(produce(opusTrack, bad))).rejects.toMatchObject({ code: 1100001 });
  const retry = offer({ step: 'produce', producers: [opusTrack, vp8Track] });
  const { data } = await ingest.negotiate(retry);
  expect(data).toEqual({ ids: [expect.any(String), expect.any(String)] });
});

test.each([
  ['video/VP8', 'VP8'],
  ['video/vp9', 'VP9'],
  ['VIDEO/h264', 'H264'],
  ['video/AV1', 'AV1'],
])('a picture in %s is told as %s until its track is closed', async (mimeType, name) => {
  const profile = name === 'H264' ? { 'packetization-mode': 1, 'profile-level-id': '42e01f' } : {};
  const codec = { mimeType, payloadType: 96, clockRate: 90_000, parameters: profile };
  await ingest.negotiate(produce(opusTrack));
  expect(ingest.videoCodec).toBeUndefined();
  await ingest.negotiate(offer({ step: 'produce', producers: [track({ codecs: [codec] })] }));
  expect(ingest.videoCodec).toBe(name);
  await ingest.negotiate(offer({ step: 'closeTrack', kind: 'video' }));
  expect(ingest.videoCodec).toBeUndefined();
});

test('an ICE restart brings new credentials to either side', async () => {
  for (const side of [ingest, viewer]) {
    const [{ data: first }, { data: second }] = [
      await side.negotiate(offer({ step: 'restartIce' })),
      await side.negotiate(offer({ step: 'restartIce' })),
    ];
    expect(first).toMatchObject({ iceParameters: { usernameFragment: expect.any(String) } });
    expect(first).not.toEqual(second);
  }
});

test('an offer to a closed handle is refused', async () => {
  ingest.close();
  viewer.close();
  await expect(ingest.negotiate(offer({ step: 'restartIce' }))).rejects.toMatchObject({ code: 1003099 });
  await expect(viewer.negotiate(offer({ step: 'restartIce' }))).rejects.toMatchObject({ code: 1002099 });
});
