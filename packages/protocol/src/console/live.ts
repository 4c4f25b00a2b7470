import * as z from 'zod/mini';
import { User } from '../messages.ts';

const appID = z.int();
const roomID = z.string();
const limit = z.int().check(z.minimum(1), z.maximum(500));
const offset = z.int().check(z.minimum(0));
const search = z.optional(z.string().check(z.maxLength(128)));
const nothing = z.object({});

export const RoomView = z.object({
  appID,
  roomID,
  created: z.number(),
  userCount: z.int(),
  streamCount: z.int(),
  node: z.string(),
});
export type RoomView = z.infer<typeof RoomView>;

/** A sample of one publisher or viewer; see `StreamReport` for the measures. */
export const Sample = z.object({
  at: z.number(),
  kbps: z.number(),
  fps: z.number(),
  lossPercent: z.number(),
  rttMs: z.number(),
  freezeMs: z.optional(z.number()),
  delayMs: z.optional(z.number()),
  /** From the publisher's camera to this viewer's picture, estimated. Missing where a part of it is. */
  latencyMs: z.optional(z.number()),
});
export type Sample = z.infer<typeof Sample>;

/** All viewers' samples of one period in one: medians, and what one in twenty has. */
export const Digest = z.object({
  at: z.number(),
  viewers: z.int(),
  kbpsMedian: z.number(),
  fpsMedian: z.number(),
  fpsLow: z.number(),
  lossMedian: z.number(),
  lossHigh: z.number(),
  rttMedian: z.number(),
  rttHigh: z.number(),
  frozen: z.int(),
  /** Of those viewers whose latency is known; missing where there is none. */
  latencyMedian: z.optional(z.number()),
  latencyHigh: z.optional(z.number()),
});
export type Digest = z.infer<typeof Digest>;

export const UserView = z.object({
  user: User,
  loginTime: z.number(),
  attached: z.boolean(),
  address: z.string(),
  publishing: z.array(z.string()),
  playing: z.array(z.string()),
  /** Of the stream that is looked at. */
  sample: z.optional(Sample),
});
export type UserView = z.infer<typeof UserView>;

export const StreamView = z.object({
  streamID: z.string(),
  user: User,
  created: z.number(),
  state: z.enum(['flowing', 'interrupted', 'announced']),
  forbidden: z.boolean(),
  viewerCount: z.int(),
  sample: z.optional(Sample),
});
export type StreamView = z.infer<typeof StreamView>;

/** What a page can look at; the same asks once and watches. Lists come as windows, so that a long one costs no more. */
export const View = z.discriminatedUnion('view', [
  z.object({
    view: z.literal('rooms'),
    appID: z.optional(appID),
    search,
    order: z.enum(['name', 'users']),
    offset,
    limit,
  }),
  z.object({ view: z.literal('room'), appID, roomID, search, offset, limit }),
  z.object({ view: z.literal('stream'), appID, roomID, streamID: z.string(), search, offset, limit }),
  z.object({ view: z.literal('overview') }),
]);
export type View = z.infer<typeof View>;

export const RoomsAnswer = z.object({ view: z.literal('rooms'), rooms: z.array(RoomView), total: z.int() });
export const RoomAnswer = z.object({
  view: z.literal('room'),
  /** Missing once it is destroyed. */
  room: z.optional(RoomView),
  streams: z.array(StreamView),
  users: z.array(UserView),
  total: z.int(),
});
export const StreamAnswer = z.object({
  view: z.literal('stream'),
  stream: z.optional(StreamView),
  /** Where it runs. */
  node: z.string(),
  /** Why its viewers get what they get. */
  layer: z.object({ name: z.string(), reason: z.string() }),
  viewers: z.array(UserView),
  total: z.int(),
});

/** One moment of the machine. `cpu` of this process and its workers, in cores. */
export const LoadSample = z.object({
  at: z.number(),
  rooms: z.int(),
  users: z.int(),
  streams: z.int(),
  plays: z.int(),
  cpuServer: z.number(),
  cpuWorkers: z.number(),
  memoryMb: z.number(),
  kbpsIn: z.number(),
  kbpsOut: z.number(),
  /** Refusals since the sample before. */
  refusals: z.int(),
});
export type LoadSample = z.infer<typeof LoadSample>;
export const OverviewAnswer = z.object({
  view: z.literal('overview'),
  version: z.string(),
  startedAt: z.number(),
  cores: z.int(),
  now: LoadSample,
  workers: z.array(
    z.object({ pid: z.int(), cpu: z.number(), ingests: z.int(), viewers: z.int(), playbacks: z.int(), pipes: z.int() }),
  ),
  workerDeaths: z.int(),
  /** Refusals by code in the last hour, most frequent first. */
  refusals: z.array(z.object({ code: z.int(), count: z.int() })),
});
export type OverviewAnswer = z.infer<typeof OverviewAnswer>;

export const ViewAnswer = z.discriminatedUnion('view', [RoomsAnswer, RoomAnswer, StreamAnswer, OverviewAnswer]);
export type ViewAnswer = z.infer<typeof ViewAnswer>;

export const RuleView = z.object({
  id: z.string(),
  kind: z.enum(['address', 'room', 'user', 'roomUser', 'stream']),
  /** Of IPv6 the network that the rule is held against, such as `2001:db8:1:2::/64`. */
  address: z.optional(z.string()),
  roomID: z.optional(z.string()),
  userID: z.optional(z.string()),
  streamID: z.optional(z.string()),
  login: z.boolean(),
  publish: z.boolean(),
  /** Missing for one that stands until it is lifted. */
  expires: z.optional(z.number()),
});
export type RuleView = z.infer<typeof RuleView>;

const reason = z.string().check(z.maxLength(256));
const inRoom = { appID, roomID };

/**
 * `GET /console/api/watch?view=<JSON of View>`: server-sent events, an event `message` with each answer and, while
 * there is none, an event `heartbeat` after so many milliseconds. Whoever hears neither for three of them opens again.
 */
export const WATCH_HEARTBEAT = 10_000;

/** Endpoints about what is alive. */
export const liveEndpoints = {
  /** Looks once. `GET /console/api/watch?view=<JSON>` tells it again, as server-sent events, whenever it changes. */
  look: ['viewer', z.object({ view: View }), ViewAnswer],
  /** The load of the last `minutes`. */
  loadHistory: [
    'viewer',
    z.object({ minutes: z.int().check(z.minimum(1), z.maximum(1440)) }),
    z.object({ samples: z.array(LoadSample) }),
  ],
  /** One stream over the last `minutes`: its publisher, its viewers, and one of them where one is named. */
  qualityHistory: [
    'viewer',
    z.object({
      appID,
      streamID: z.string(),
      userID: z.optional(z.string()),
      minutes: z.int().check(z.minimum(1), z.maximum(180)),
    }),
    z.object({ published: z.array(Sample), played: z.array(Digest), playedBy: z.array(Sample) }),
  ],
  kick: ['operator', z.object({ ...inRoom, userIDs: z.array(z.string()).check(z.maxLength(50)), reason }), nothing],
  closeRoom: ['operator', z.object({ ...inRoom, reason }), nothing],
  forbidStream: ['operator', z.object({ ...inRoom, streamID: z.string() }), nothing],
  resumeStream: ['operator', z.object({ appID, streamID: z.string() }), nothing],
  /** Keeps a user, or an address, out. */
  forbidUser: [
    'operator',
    z.object({
      appID,
      roomID: z.optional(z.string()),
      userID: z.optional(z.string()),
      address: z.optional(z.string().check(z.maxLength(64))),
      login: z.boolean(),
      publish: z.boolean(),
      seconds: z.int().check(z.minimum(1), z.maximum(86_400)),
    }),
    nothing,
  ],
  rules: ['viewer', z.object({ appID }), z.object({ rules: z.array(RuleView) })],
  liftRule: ['operator', z.object({ appID, id: z.string() }), nothing],
  /** A broadcast message from the operators to a room. */
  sendMessage: [
    'operator',
    z.object({ ...inRoom, message: z.string().check(z.minLength(1), z.maxLength(1024)) }),
    nothing,
  ],
} as const;
