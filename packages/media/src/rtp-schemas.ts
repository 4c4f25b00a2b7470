import type { RtpHeaderExtensionUri } from 'mediasoup/types';
import * as z from 'zod';

// Everything that mediasoup is handed is read here to the last number. It builds its messages to the worker in one
// buffer, and a value that it cannot write (a fractional bitrate is enough) leaves that buffer open for good: from
// then on every call to the worker fails. What has no place here is left out.

const uint32 = z.int().min(0).max(0xffff_ffff);
const payloadType = z.int().min(0).max(127);
const word = z.string().max(256);
const kind = z.enum(['audio', 'video']);
const mimeType = z.string().regex(/^(audio|video)\/[\w.+-]{1,64}$/i);

const headerExtensionUris = [
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'urn:ietf:params:rtp-hdrext:toffset',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
] as const satisfies readonly RtpHeaderExtensionUri[];

const uri = z.enum(headerExtensionUris);
// RFC 8285, section 4.3: the two-byte form has room for 255 of them.
const headerExtensionID = z.int().min(1).max(255);

const codecShape = {
  mimeType,
  clockRate: uint32,
  channels: z.exactOptional(z.int().min(1).max(8)),
  parameters: z.exactOptional(z.record(word, z.union([word, z.number()]))),
  rtcpFeedback: z.exactOptional(z.array(z.object({ type: word, parameter: z.exactOptional(word) })).max(16)),
};

const Encoding = z.object({
  ssrc: z.exactOptional(uint32),
  rid: z.exactOptional(z.string().max(16)),
  codecPayloadType: z.exactOptional(payloadType),
  rtx: z.exactOptional(z.object({ ssrc: uint32 })),
  dtx: z.exactOptional(z.boolean()),
  scalabilityMode: z.exactOptional(z.string().max(16)),
  maxBitrate: z.exactOptional(z.number().min(0).max(1e9).transform(Math.round)),
});

/** How one track is sent. RFC 8829 words it in SDP; this is the same without the text. */
export const RtpParametersSchema = z.object({
  mid: z.exactOptional(z.string().max(16)),
  codecs: z
    .array(z.object({ ...codecShape, payloadType }))
    .min(1)
    .max(32),
  headerExtensions: z.exactOptional(
    z.array(z.object({ uri, id: headerExtensionID, encrypt: z.exactOptional(z.boolean()) })).max(32),
  ),
  encodings: z.exactOptional(z.array(Encoding).max(4)),
  rtcp: z.exactOptional(z.object({ cname: z.exactOptional(word), reducedSize: z.exactOptional(z.boolean()) })),
  msid: z.exactOptional(word),
});

/** What a client can receive. */
export const RtpCapabilitiesSchema = z.object({
  codecs: z.array(z.object({ ...codecShape, kind, preferredPayloadType: payloadType })).max(64),
  headerExtensions: z
    .array(
      z.object({
        kind,
        uri,
        preferredId: headerExtensionID,
        preferredEncrypt: z.exactOptional(z.boolean()),
        direction: z.exactOptional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
      }),
    )
    .max(64),
});

/** Who the client's end of a transport is. RFC 8122, section 5. */
export const DtlsParametersSchema = z.object({
  role: z.exactOptional(z.enum(['auto', 'client', 'server'])),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^([0-9a-f]{2}:){19,63}[0-9a-f]{2}$/i),
      }),
    )
    .min(1)
    .max(8),
});
