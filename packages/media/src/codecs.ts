import type { RouterRtpCodecCapability, RtpCapabilities, RtpCodecParameters, RtpParameters } from 'mediasoup/types';

const OPUS_PAYLOAD_TYPE = 111;

/** What every router carries. Video in the order in which a publisher without a wish of its own takes it. */
export const routerCodecs: RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    preferredPayloadType: OPUS_PAYLOAD_TYPE,
    parameters: { minptime: 10, useinbandfec: 1, usedtx: 1, stereo: 1, 'sprop-stereo': 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90_000 },
];

/** A sound that is never made: a viewer's connection is set up to receive it. */
export const probeSound: RtpParameters = {
  codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: OPUS_PAYLOAD_TYPE }],
  encodings: [{ ssrc: 1 }],
};

/** What any browser can do with {@link probeSound}: told apart from what it says of itself, which comes later. */
export const probeCapabilities: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      clockRate: 48_000,
      channels: 2,
      preferredPayloadType: OPUS_PAYLOAD_TYPE,
    },
  ],
  headerExtensions: [{ kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1 }],
};

/** The plain name of the codec that a track comes in, such as `VP8`: the first of its own that every router carries. */
export function codecName({ codecs }: RtpParameters): string | undefined {
  const [first] = codecs.flatMap((codec) => routerCodecs.find((carried) => isSame(carried, codec)) ?? []);
  return first?.mimeType.replace(/^.*\//, '');
}

// RFC 6838, section 4.2: the case of its letters makes no difference to the name of a media type.
const isSame = (carried: RouterRtpCodecCapability, { mimeType }: RtpCodecParameters): boolean =>
  carried.mimeType.toLowerCase() === mimeType.toLowerCase();
