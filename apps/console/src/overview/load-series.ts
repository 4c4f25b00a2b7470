import type { LoadSample } from '@freshet/protocol/console';

/** How far apart the samples of the history are, and so those that are kept. Milliseconds. */
const STEP = 10_000;

/** The history with what was heard since it was asked for; each moment once, oldest first. */
export function withNewest(history: readonly LoadSample[], heard: readonly LoadSample[]): readonly LoadSample[] {
  const end = history.at(-1)?.at ?? 0;
  return [...history, ...heard.filter(({ at }) => at > end)];
}

/**
 * What was heard, with one more: the newest moment moves on until it is a step away from the one before, so that the
 * line grows as the history does. No more than `most` are kept.
 */
export function keepHeard(heard: readonly LoadSample[], sample: LoadSample, most: number): readonly LoadSample[] {
  const [before, newest] = heard.slice(-2);
  const isMoving = before !== undefined && newest !== undefined && newest.at - before.at < STEP;
  return [...(isMoving ? heard.slice(0, -1) : heard), sample].slice(-most);
}
