/**
 * Trouble that {@link Engine.simulate} makes, for an application's own tests.
 *
 * - `signal-lost-before-send`: the link to the room breaks before the next message is sent; the engine says something
 *   every 10 seconds, if nothing else
 * - `signal-lost-after-send`: it breaks after the next message was sent, before it is answered. While the link is not
 *   there, because the room is being logged in or returned to, neither has anything to break: 1002051
 * - `publisher-media-lost`, `viewer-media-lost`: the connections on which streams are sent, or received, are gone
 * - `worker-died`: as if the server had lost everything that it holds of this client's media
 * - `server-restarted`: as if the server knew nothing of this client: it logs in, publishes and plays again
 * - `token-will-expire`: the warning, with 30 seconds left
 * - `token-expired`: the end of the token in a project that removes users for it, 1002056
 * - `kicked`: the removal by the application's backend, 1002055
 */
export type Simulation =
  | 'signal-lost-before-send'
  | 'signal-lost-after-send'
  | 'publisher-media-lost'
  | 'viewer-media-lost'
  | 'worker-died'
  | 'server-restarted'
  | 'token-will-expire'
  | 'token-expired'
  | 'kicked';
