import type { Lab } from './lab.ts';
import type { Recovery } from './recovery.ts';

/** Whose link or process a fault hits. */
export type FaultSide = 'publisher' | 'viewer' | 'both';

/** Trouble of one kind, on one side of a stream that is published and played. */
export type Fault = {
  readonly name: string;
  readonly side: FaultSide;
  /** How soon pictures are to move again, where there is a goal. Milliseconds. */
  readonly goalMs?: number;
  /** Makes the trouble and waits until everything is well again, or fails. */
  run(lab: Lab): Promise<Recovery>;
};
