import type { CloseCode } from '@freshet/protocol';

/** The client's socket, as a session sees it. */
export type ClientLink = {
  send(text: string): void;
  /** Nothing is sent after it. */
  close(code: CloseCode, reason: string): void;
};
