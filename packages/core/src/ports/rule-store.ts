import type { AppID, StreamID } from '@freshet/protocol';
import type { StreamRule, UserRule } from '../control/facts.ts';

/** What is forbidden in one project. */
export type Rules = {
  readonly users: readonly UserRule[];
  readonly streams: readonly StreamRule[];
  /** Streams that nobody may publish or play until they are resumed. */
  readonly forbidden: readonly StreamID[];
};

/** Keeps what is forbidden over restarts. Whatever was written before the process ended is there afterwards. */
export interface RuleStore {
  load(): ReadonlyMap<AppID, Rules>;
  save(appID: AppID, rules: Rules): void;
}
