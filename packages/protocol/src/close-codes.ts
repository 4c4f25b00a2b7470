/** Why the server closed a WebSocket. RFC 6455, section 7.4.2: 4000 to 4999 are for private use. */
export const closeCodes = {
  /** The session logged out; nothing is left to say. */
  loggedOut: 4000,
  /** The user was removed; the `kicked` event before it tells why. */
  kicked: 4001,
  /** Another socket of the same session took over. */
  superseded: 4002,
  /** The server is shutting down; the SDK comes back by itself. */
  goingAway: 4003,
  /** A message could not be understood. */
  malformed: 4400,
  /** No login or resume arrived in time, or the first message was neither. */
  notLoggedIn: 4401,
  /** The client did not show itself for the heartbeat period. */
  silent: 4408,
  /** More messages than the door allows, or one socket more than it allows an address. */
  tooFast: 4429,
  /** The client did not read what was sent to it. */
  slowReader: 4430,
} as const;

/** A close code of Freshet's own. */
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];
