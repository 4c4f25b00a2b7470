import type { Millis } from '@freshet/kit';
import type { SessionID, User } from '@freshet/protocol';
import type { LogEntry } from './topic-log.ts';

/** One session's place in a room. */
export type Seat = {
  readonly user: User;
  readonly sessionID: SessionID;
  /** Milliseconds since the Unix epoch. */
  readonly loginTime: Millis;
  /** 0 none, 4 Token04. */
  readonly authLevel: 0 | 4;
  /** Whether an SDK repeated an earlier login of its own. */
  readonly isRepeat: boolean;
  /** Whether it asked for the names of those who come and go. */
  readonly wantsUsers: boolean;
  /** Takes the next event of the room; a session without a socket reads it from the log when it returns. */
  deliver(entry: LogEntry): void;
};

/** A seat, and the number that grows with each who comes. */
export type Member = { readonly seat: Seat; readonly number: number };
