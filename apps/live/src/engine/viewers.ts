import type { Stream } from '@freshet/web';

/** How many users the streams are from. */
export function publisherCount(streams: Iterable<Stream>): number {
  return new Set(Array.from(streams, ({ user }) => user.userID)).size;
}
