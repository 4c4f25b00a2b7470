import { type EngineBlob, FreshetError } from '@freshet/protocol';
import type { types } from 'mediasoup-client';
import * as z from 'zod/mini';

const ENGINE = 'mediasoup';

// Deep structures of the engine: the engine's own library checks what is inside.
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const iceParameters = z.custom<types.IceParameters>(isObject);
const rtpParameters = z.custom<types.RtpParameters>(isObject);
const transport = z.object({
  id: z.string(),
  iceParameters,
  iceCandidates: z.array(z.custom<types.IceCandidate>(isObject)),
  dtlsParameters: z.custom<types.DtlsParameters>(isObject),
});
const routerRtpCapabilities = z.custom<types.RtpCapabilities>(isObject);
const consumer = z.object({
  id: z.string(),
  producerId: z.string(),
  kind: z.enum(['audio', 'video']),
  rtpParameters,
});

/** What a receiving side begins with; the probe is a silent stream that lets the connection be made at once. */
export const ViewerAnswer = z.object({ routerRtpCapabilities, transport, probe: consumer });
export type ViewerAnswer = z.infer<typeof ViewerAnswer>;
/** What a sending side begins with. */
export const PublishAnswer = z.object({ routerRtpCapabilities, transport });
export type PublishAnswer = z.infer<typeof PublishAnswer>;
/** The tracks of one stream for one viewer. */
export const PlayAnswer = z.object({ consumers: z.array(consumer) });
export type PlayAnswer = z.infer<typeof PlayAnswer>;
/** What an ICE restart goes on with. */
export const RestartAnswer = z.object({ iceParameters });

/** What this side says to the server's half. */
export type Offer =
  | {
      readonly step: 'connect';
      readonly dtlsParameters: types.DtlsParameters;
      readonly rtpCapabilities: types.RtpCapabilities;
    }
  | {
      readonly step: 'produce';
      readonly dtlsParameters?: types.DtlsParameters;
      readonly producers: readonly { readonly kind: types.MediaKind; readonly rtpParameters: types.RtpParameters }[];
    }
  | { readonly step: 'closeTrack'; readonly kind: types.MediaKind }
  | { readonly step: 'restartIce' };

/** Sends one step of a negotiation and brings its answer. */
export type Negotiate = (offer: EngineBlob) => Promise<EngineBlob>;

export const toBlob = (offer: Offer): EngineBlob => ({ engine: ENGINE, data: offer });

/**
 * Reads a blob of the server's half.
 *
 * @throws FreshetError 1100001 where it is of another engine or makes no sense
 */
export function readBlob<Schema extends z.ZodMiniType>(schema: Schema, blob: EngineBlob): z.infer<Schema> {
  const read = schema.safeParse(blob.data);
  if (blob.engine !== ENGINE || !read.success) throw new FreshetError(1100001, `an answer of the ${ENGINE} engine`);
  return read.data;
}
