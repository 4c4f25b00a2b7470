import * as z from 'zod/mini';

/** Versions of this protocol that the code here speaks; the two ends take the highest that both know. */
export const protocolVersions: readonly number[] = [1];

const text = z.string().check(z.maxLength(1024));
// Without a limit of its own, so that one that is too long is refused as a token.
const tokenText = z.string();
// Beyond the documented limit, so that what is too long is refused by its code and not as malformed.
const extraInfoText = z.string().check(z.maxLength(8192));
const messageText = extraInfoText;
const natural = z.int().check(z.nonnegative());

/**
 * What one media engine says to its other half. Only the engine's own adapters look inside; to everyone else the
 * data is opaque.
 */
export const EngineBlob = z.object({ engine: z.string().check(z.maxLength(64)), data: z.unknown() });
export type EngineBlob = z.infer<typeof EngineBlob>;

/** A place in the ordered log of a topic. A log begun anew has a higher epoch. */
export const Position = z.object({ epoch: natural, seq: natural });
export type Position = z.infer<typeof Position>;

/** How far a session has followed its two topics: its room and itself. */
export const Positions = z.object({ room: Position, session: Position });
export type Positions = z.infer<typeof Positions>;

export const User = z.object({ userID: text, userName: text });
export type User = z.infer<typeof User>;

export const StreamInfo = z.object({ streamID: z.string(), user: User, extraInfo: z.string() });
export type StreamInfo = z.infer<typeof StreamInfo>;

/** A note that everyone in a room shares; a room has one. */
export const RoomExtraInfo = z.object({
  key: z.string(),
  value: z.string(),
  /** Who wrote it last. */
  updateUser: User,
  /** When. Milliseconds since the Unix epoch. */
  updateTime: z.number(),
});
export type RoomExtraInfo = z.infer<typeof RoomExtraInfo>;

/** Everything that is in a room at one position. */
export const RoomSnapshot = z.object({
  /** Told only to those who asked with `isUserStatusNotify`; the one who asked may be among them. */
  users: z.array(User),
  streams: z.array(StreamInfo),
  extraInfo: z.array(RoomExtraInfo),
  userCount: natural,
});
export type RoomSnapshot = z.infer<typeof RoomSnapshot>;

/** A negotiation's subject: the session's one receiving side, or one of its published streams. */
export const MediaTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('viewer') }),
  z.object({ kind: z.literal('publish'), streamID: text }),
]);
export type MediaTarget = z.infer<typeof MediaTarget>;

const measure = z.number().check(z.nonnegative());
/** How one stream went at its publisher or its viewer since the last report. */
export const StreamReport = z.object({
  streamID: text,
  kbps: measure,
  fps: measure,
  /** Packets that did not come, of a hundred. */
  lossPercent: measure,
  rttMs: measure,
  /** How long the picture stood still. Plays alone, and of these the ones on a page that can be seen. */
  freezeMs: z.optional(measure),
  /**
   * What the browser's own part in the way of a picture takes: from capture to the wire at a publisher, from arrival to
   * the decoded picture at a viewer. Missing where the browser does not tell all of it, and where there are no pictures.
   */
  delayMs: z.optional(measure),
});
export type StreamReport = z.infer<typeof StreamReport>;

/** One message to a room. */
export const RoomMessage = z.object({
  fromUser: User,
  message: z.string(),
  /** A number for broadcasts, a text for barrage messages. */
  messageID: z.union([z.string(), natural]),
  /** Milliseconds since the Unix epoch. */
  sendTime: z.number(),
});
export type RoomMessage = z.infer<typeof RoomMessage>;

const nothing = z.object({});
const versions = z.array(natural).check(z.maxLength(16));
const answered = z.object({ answer: EngineBlob });

/** What every login and resume is answered with, besides its own fields. */
const entered = {
  version: natural,
  /** Lets the session return once; each use hands out the next, and is over with the client's next word. */
  resumeSecret: z.string(),
  positions: Positions,
  /** How long the server keeps a session whose socket is gone. Milliseconds. */
  heartbeatPeriod: natural,
};

/** Requests of a client: the schema of the parameters, and that of the result. */
export const requests = {
  /** First message of a new session. */
  login: [
    z.object({
      versions,
      appID: z.number(),
      roomID: text,
      user: User,
      token: tokenText,
      /** Taken in the place of a token where the project allows it. */
      appSign: z.optional(text),
      config: z.object({ isUserStatusNotify: z.boolean(), maxMemberCount: natural }),
      /** The login that an SDK repeats by itself; such a login never evicts a newer one of the same user. */
      repeats: z.optional(natural),
      /**
       * Names the call that a login is made for, at random, where none was answered yet: it never evicts one that came
       * after an earlier try of the call.
       */
      attempt: z.optional(z.string().check(z.maxLength(64))),
    }),
    z.object({
      ...entered,
      sessionID: z.string(),
      /** Grows with each login of a user; see `repeats`. */
      loginEpoch: natural,
      /** Names this life of the room, from its first login to its last logout. A decimal number that may be beyond 2^53. */
      roomSessionID: z.string(),
      room: RoomSnapshot,
      /** Streams that this login may play at once. */
      plays: natural,
      /** The receiving side, ready to be negotiated. */
      viewer: EngineBlob,
    }),
  ],
  /** First message of a new socket for a session that lost its old one. */
  resume: [
    z.object({ versions, sessionID: text, resumeSecret: text, positions: Positions }),
    z.object({
      ...entered,
      /** The room as it is, where the log no longer holds what was missed; else the missed events follow. */
      room: z.optional(RoomSnapshot),
      /** What the server holds of this session: whatever the SDK has beyond it is asked for again. */
      publishing: z.array(z.string()),
      playing: z.array(z.string()),
    }),
  ],
  logout: [nothing, nothing],
  /** Shows that the client is there. The time is the server's, in milliseconds since the Unix epoch. */
  ping: [nothing, z.object({ time: z.number() })],
  /** A fresh receiving side, after the old one was lost. Plays of the old one are gone with it. */
  viewer: [nothing, answered],
  /** The next step in setting up media. */
  negotiate: [z.object({ target: MediaTarget, offer: EngineBlob }), answered],
  /** Claims a streamID and opens its sending side; also repeats it, for the same session, after it was lost. */
  publish: [z.object({ streamID: text, extraInfo: extraInfoText }), answered],
  unpublish: [z.object({ streamID: text }), nothing],
  /** Opens a stream for the session's receiving side; nothing is sent before `playReady`. */
  play: [z.object({ streamID: text, resourceMode: natural }), answered],
  /** The client is ready for packets, or gets packets and no picture: a key frame is asked for. */
  playReady: [z.object({ streamID: text }), nothing],
  stopPlay: [z.object({ streamID: text }), nothing],
  /** Takes a new token in the place of the one that is about to expire; what it allows counts from now on. */
  renewToken: [z.object({ token: tokenText }), nothing],
  setRoomExtraInfo: [z.object({ key: text, value: text }), nothing],
  /** Before or while the stream is published by this session. */
  setStreamExtraInfo: [z.object({ streamID: text, extraInfo: extraInfoText }), nothing],
  /** Reaches everyone in the room who is there or comes back in time. */
  sendBroadcastMessage: [z.object({ message: messageText }), z.object({ messageID: natural })],
  /** Reaches those who are there now: one of many that may be missed. */
  sendBarrageMessage: [z.object({ message: messageText }), z.object({ messageID: z.string() })],
  /** To the users named, or to everyone in the room where none is. */
  sendCustomCommand: [z.object({ command: messageText, toUserIDs: z.array(text).check(z.maxLength(64)) }), nothing],
  /** How the streams went since the last report. */
  report: [
    z.object({
      publishes: z.array(StreamReport).check(z.maxLength(8)),
      plays: z.array(StreamReport).check(z.maxLength(64)),
    }),
    nothing,
  ],
} as const;

/** Names of the requests. */
export type Method = keyof typeof requests;
/** What a request carries. */
export type Params<M extends Method> = z.infer<(typeof requests)[M][0]>;
/** What a request is answered with. */
export type Result<M extends Method> = z.infer<(typeof requests)[M][1]>;

/** Events of the room: one text, serialised once, for every session in it. */
export const roomEvents = {
  streams: z.object({
    added: z.array(StreamInfo),
    removed: z.array(z.object({ stream: StreamInfo, reason: natural })),
  }),
  /** Netted over one tick; only for those who asked with `isUserStatusNotify`. A user who is new also to himself: the SDK leaves him out. */
  users: z.object({ added: z.array(User), removed: z.array(User) }),
  count: z.object({ userCount: natural }),
  roomExtraInfo: z.object({ items: z.array(RoomExtraInfo) }),
  streamExtraInfo: z.object({ streams: z.array(StreamInfo) }),
  /** The SDK of the sender leaves it out. */
  broadcastMessage: RoomMessage,
  /** Has no place of its own in the log: it comes at the position of the event before it. */
  barrageMessage: RoomMessage,
  /** A command to everyone in the room. */
  customCommand: z.object({ fromUser: User, command: z.string() }),
} as const;

/** Events of one session. */
export const sessionEvents = {
  /** Media that the server no longer has: the SDK sets it up again. */
  mediaLost: z.object({ target: MediaTarget }),
  /** A play that ended by no wish of the client. */
  playLost: z.object({ streamID: z.string(), code: natural }),
  /** A publish that ended by no wish of the client. */
  publishLost: z.object({ streamID: z.string(), code: natural }),
  /** The token ends soon; `renewToken` keeps its privileges. */
  tokenWillExpire: z.object({ remainSeconds: natural }),
  /** A command to this user. */
  personalCommand: z.object({ fromUser: User, command: z.string() }),
  /** The session is over. */
  kicked: z.object({ code: natural, reason: z.string() }),
} as const;

/** Every event of the server, by name. */
export const serverEvents = { ...roomEvents, ...sessionEvents } as const;
export type RoomEventName = keyof typeof roomEvents;
export type SessionEventName = keyof typeof sessionEvents;
export type ServerEventName = keyof typeof serverEvents;
/** What an event carries. */
export type EventData<E extends ServerEventName> = z.infer<(typeof serverEvents)[E]>;

/** A client's message: one request. Its parameters are read by the schema of its method. */
export const RequestFrame = z.object({ id: natural, method: z.string(), params: z.unknown() });

/** A server's message: an answer, a refusal or an event. Unknown fields are ignored. */
export const ServerFrame = z.union([
  z.object({ id: natural, result: z.unknown() }),
  z.object({
    id: natural,
    error: z.object({
      code: natural,
      message: z.string(),
      /** The backend's own words, where it sent the user away. */
      reason: z.optional(z.string()),
    }),
  }),
  z.object({ event: z.string(), topic: z.enum(['room', 'session']), at: Position, data: z.unknown() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;

/** The whole text of an event, as every session of its topic gets it. */
export function eventText<E extends ServerEventName>(
  event: E,
  topic: 'room' | 'session',
  at: Position,
  data: EventData<E>,
): string {
  return JSON.stringify({ event, topic, at, data });
}

/** Whether a request of this name exists. */
export const isMethod = (name: string): name is Method => Object.hasOwn(requests, name);
/** Whether an event of this name exists. */
export const isServerEvent = (name: string): name is ServerEventName => Object.hasOwn(serverEvents, name);
