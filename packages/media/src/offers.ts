import * as z from 'zod';
import { DtlsParametersSchema, RtpCapabilitiesSchema, RtpParametersSchema } from './rtp-schemas.ts';

const restartIce = z.object({ step: z.literal('restartIce') });
const kind = z.enum(['audio', 'video']);

/** What a viewer's client sends. */
export const ViewerOffer = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('connect'),
    dtlsParameters: DtlsParametersSchema,
    rtpCapabilities: RtpCapabilitiesSchema,
  }),
  restartIce,
]);
export type ViewerOffer = z.output<typeof ViewerOffer>;

/** What a publisher's client sends. */
export const PublishOffer = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('produce'),
    /** With the first tracks alone. */
    dtlsParameters: z.exactOptional(DtlsParametersSchema),
    /** One of a kind at most. */
    producers: z
      .array(z.object({ kind, rtpParameters: RtpParametersSchema }))
      .min(1)
      .max(2)
      .refine((tracks) => new Set(tracks.map((track) => track.kind)).size === tracks.length),
  }),
  z.object({ step: z.literal('closeTrack'), kind }),
  restartIce,
]);
export type PublishOffer = z.output<typeof PublishOffer>;
