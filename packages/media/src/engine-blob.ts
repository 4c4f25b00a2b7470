import { type EngineBlob, FreshetError } from '@freshet/protocol';
import type * as z from 'zod';

const ENGINE = 'mediasoup';

/** `data` as this engine's message to its other half. */
export const toBlob = (data: unknown): EngineBlob => ({ engine: ENGINE, data });

/**
 * What the other half said.
 *
 * @throws FreshetError 1100001 where it is another engine's, or makes no sense
 */
export function readBlob<Schema extends z.ZodType>(schema: Schema, blob: EngineBlob): z.output<Schema> {
  if (blob.engine !== ENGINE) throw new FreshetError(1100001, `the media engine ${blob.engine} is not known here`);
  const result = schema.safeParse(blob.data);
  if (!result.success) throw new FreshetError(1100001, 'a media offer was malformed', { cause: result.error });
  return result.data;
}
