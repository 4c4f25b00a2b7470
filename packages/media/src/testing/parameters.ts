/** Parameters as a browser sends them, cut to what matters. */

export const AUDIO_SSRC = 1111;
export const VIDEO_SSRC = 2222;

export const opusTrack = {
  kind: 'audio',
  rtpParameters: {
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc: AUDIO_SSRC }],
  },
};

export const vp8Track = {
  kind: 'video',
  rtpParameters: {
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
      },
    ],
    encodings: [{ ssrc: VIDEO_SSRC, maxBitrate: 1_500_000.5 }],
  },
};

/** RFC 7741: a descriptor that starts a frame, and the first bytes of a key frame. */
export const vp8KeyFrame = Buffer.from([0x10, 0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x00, 0x40, 0x00]);
/** The same for a frame that builds on the one before it. */
export const vp8DeltaFrame = Buffer.from([0x10, 0x11, 0x00, 0x00]);
/** An Opus packet of silence. */
export const opusSilence = Buffer.from([0xf8, 0xff, 0xfe]);

const opusAbility = {
  kind: 'audio',
  mimeType: 'audio/opus',
  preferredPayloadType: 111,
  clockRate: 48_000,
  channels: 2,
};

const vp8Ability = {
  kind: 'video',
  mimeType: 'video/VP8',
  preferredPayloadType: 96,
  clockRate: 90_000,
  rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
};

export const canAll = { codecs: [opusAbility, vp8Ability], headerExtensions: [] };
export const canSound = { codecs: [opusAbility], headerExtensions: [] };
export const canPicture = { codecs: [vp8Ability], headerExtensions: [] };
export const canNothing = { codecs: [], headerExtensions: [] };

/** A client's end that nobody ever connects to. */
export const strangersDtls = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};
