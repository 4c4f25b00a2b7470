import { millis } from '@freshet/kit';
import { PERIOD } from './history.ts';
import { MOST, type QualitySample } from './sample.ts';

/** A publisher who has not reported for so long says nothing of the pictures that are seen now. */
const STALE = millis(3 * PERIOD);
/** A decoded picture waits for the next refresh of the screen: half a period of one with 60 in a second. */
const UNTIL_SHOWN = millis(8);

/**
 * From the publisher's camera to a viewer's picture, in milliseconds, estimated from what both report: capture to wire,
 * the ways to and from the server, arrival to decoded picture, and the wait for the screen. `undefined` where a part is
 * missing: the rest of it would look like the whole. What the camera and the server take is not in it.
 */
export function latencyOf(published: QualitySample | undefined, played: QualitySample): number | undefined {
  if (published?.delayMs === undefined || played.delayMs === undefined) return undefined;
  if (played.at - published.at > STALE) return undefined;
  const ways = (published.rttMs + played.rttMs) / 2;
  return Math.min(published.delayMs + ways + played.delayMs + UNTIL_SHOWN, MOST.ms);
}
