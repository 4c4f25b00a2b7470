import * as z from 'zod/mini';
import type { Sdk } from '../engine/sdk.ts';

const Reasons = z.object({ stream_delete_reason: z.array(z.object({ streamID: z.string(), code: z.number() })) });

/**
 * Whether a stream was stopped or its publisher lost.
 *
 * @param extendedData as told with `UpdateType.Delete`
 */
export function endingOf(
  { StreamDeleteReason }: Pick<Sdk, 'StreamDeleteReason'>,
  streamID: string,
  extendedData: string,
): 'stopped' | 'lost' {
  const reasons = Reasons.safeParse(parse(extendedData)).data?.stream_delete_reason ?? [];
  const code = reasons.find((reason) => reason.streamID === streamID)?.code;
  const isLost = code === StreamDeleteReason.HeartbeatTimeout || code === StreamDeleteReason.Disconnected;
  return isLost ? 'lost' : 'stopped';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
