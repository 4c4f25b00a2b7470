import type { Millis } from '@freshet/kit';

/** Periods and sizes of a session. */
export type SessionSettings = {
  /** A client that shows no sign of life for so long is gone. Milliseconds. */
  readonly heartbeatPeriod: Millis;
  /** How long a play waits for a stream that is on its way. Milliseconds. */
  readonly playPatience: Millis;
  /** Own events kept for a client that returns. */
  readonly logLength: number;
};
