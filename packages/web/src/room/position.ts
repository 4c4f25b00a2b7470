import type { Position } from '@freshet/protocol';

/** Whether what stands at `at` comes after `known`: a log begun anew has a higher epoch. */
export const isAfter = (at: Position, known: Position): boolean =>
  at.epoch > known.epoch || (at.epoch === known.epoch && at.seq > known.seq);
