import * as z from 'zod/mini';
import { limits } from '../limits.ts';

const appID = z.int().check(z.minimum(1), z.maximum(0xffff_ffff));
const projectName = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[^\p{C}]+$/u));
const cap = z.int().check(z.minimum(0), z.maximum(10_000_000));
const nothing = z.object({});

export const Switches = z.object({
  rtc: z.boolean(),
  l3: z.boolean(),
  cdn: z.boolean(),
  callbacks: z.boolean(),
  appSignLogin: z.boolean(),
  cbcTokens: z.boolean(),
  privilegeTokens: z.boolean(),
  kickOnExpiry: z.boolean(),
  crossRoomPlay: z.boolean(),
  asciiUserNames: z.boolean(),
});
export type Switches = z.infer<typeof Switches>;

/** 0 is no limit, but of the plays of one login, which are always some. */
export const ProjectCaps = z.object({
  rooms: cap,
  users: cap,
  roomUsers: cap,
  plays: z.int().check(z.minimum(1), z.maximum(limits.mostPlays)),
});
export type ProjectCaps = z.infer<typeof ProjectCaps>;
const { rooms, users, roomUsers, plays } = ProjectCaps.shape;
const ChangedCaps = z.object({
  rooms: z.exactOptional(rooms),
  users: z.exactOptional(users),
  roomUsers: z.exactOptional(roomUsers),
  plays: z.exactOptional(plays),
});

/** Where each event is told; an event that is not named is not told. */
export const CallbackURLs = z.partialRecord(
  z.enum(['room_create', 'room_close', 'room_login', 'room_logout', 'stream_create', 'stream_close']),
  z.string().check(z.maxLength(1024)),
);
export type CallbackURLs = z.infer<typeof CallbackURLs>;

/** A project without its secrets. */
export const ProjectView = z.object({
  appID,
  name: z.string(),
  state: z.enum(['active', 'paused']),
  created: z.number(),
  switches: Switches,
  origins: z.array(z.string()),
  limits: ProjectCaps,
  /** For a viewer, without their queries. */
  callbackURLs: CallbackURLs,
  /** Now. */
  rooms: z.int(),
  users: z.int(),
});
export type ProjectView = z.infer<typeof ProjectView>;

export const ApiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  created: z.number(),
  lastUsed: z.optional(z.number()),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** A secret that was replaced and counts until `until`. */
const former = z.optional(z.object({ until: z.number() }));
export const SecretsView = z.object({
  serverSecret: z.string(),
  formerServerSecret: former,
  callbackSecret: z.string(),
  formerCallbackSecret: former,
  appSign: z.string(),
  formerAppSign: former,
});
export type SecretsView = z.infer<typeof SecretsView>;

/** A rule that a token keeps, breaks or could not be held against. */
export const TokenFinding = z.object({
  /** What was looked at: `version`, `form`, `key`, `claims`, `appID`, `userID`, `expiry`, `room`, `login`, `publish`, `project`. */
  check: z.string(),
  verdict: z.enum(['passed', 'failed', 'skipped']),
  /** Further facts for the words, such as the value found and the one wanted. */
  found: z.optional(z.string()),
  wanted: z.optional(z.string()),
});
export type TokenFinding = z.infer<typeof TokenFinding>;
export const TokenExplanation = z.object({
  valid: z.boolean(),
  /** The code that a login with it is refused with; 0 where it is not. */
  code: z.int(),
  findings: z.array(TokenFinding),
  /** What stands in it, where it could be read. */
  claims: z.optional(
    z.object({
      appID: z.number(),
      userID: z.string(),
      created: z.number(),
      expires: z.number(),
      roomID: z.optional(z.string()),
      mayLogin: z.boolean(),
      mayPublish: z.boolean(),
      /** Missing for any stream. */
      streamIDs: z.optional(z.array(z.string())),
    }),
  ),
});
export type TokenExplanation = z.infer<typeof TokenExplanation>;

/** One notice on its way to a backend. */
export const DeliveryView = z.object({
  id: z.int(),
  event: z.string(),
  roomID: z.string(),
  created: z.number(),
  /** For a viewer, without its query. */
  url: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(),
  /** What the last attempt met: a status, or why there was none. */
  lastResult: z.string(),
  nextAttempt: z.optional(z.number()),
  /** What is sent. */
  body: z.string(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

const ofProject = z.object({ appID });
const secretName = z.enum(['serverSecret', 'callbackSecret', 'appSign']);

/** Endpoints about projects. */
export const projectEndpoints = {
  projects: ['viewer', nothing, z.object({ projects: z.array(ProjectView) })],
  project: ['viewer', ofProject, ProjectView],
  createProject: ['operator', z.object({ name: projectName }), ProjectView],
  /** What is not named stays as it is, also within switches, limits and addresses; an empty address is none. */
  updateProject: [
    'operator',
    z.object({
      appID,
      name: z.optional(projectName),
      state: z.optional(z.enum(['active', 'paused'])),
      switches: z.optional(z.partialRecord(z.keyof(Switches), z.boolean())),
      /** Up to 50. */
      origins: z.optional(z.array(z.string().check(z.maxLength(256))).check(z.maxLength(50))),
      limits: z.optional(ChangedCaps),
      callbackURLs: z.optional(CallbackURLs),
    }),
    ProjectView,
  ],
  /** `typedName` is the project's name, typed once more. */
  deleteProject: ['owner', z.object({ appID, typedName: z.string() }), nothing],
  /** Stands in the audit log. */
  secrets: ['operator', ofProject, SecretsView],
  /** Refused with `conflict` while the overlap of the last rotation runs: {@link endOverlap} first. */
  rotateSecret: [
    'operator',
    z.object({
      appID,
      secret: secretName,
      /** How long the old one still counts; callbacks are signed with it for as long. */
      overlapHours: z.number().check(z.minimum(0), z.maximum(720)),
    }),
    SecretsView,
  ],
  /** The secret before the present one counts no longer. */
  endOverlap: ['operator', z.object({ appID, secret: secretName }), SecretsView],
  apiKeys: ['operator', ofProject, z.object({ keys: z.array(ApiKeyView) })],
  /** The key is told this once. */
  createApiKey: ['operator', z.object({ appID, name: projectName }), z.object({ key: z.string() })],
  revokeApiKey: ['operator', z.object({ appID, id: z.string() }), nothing],
  mintToken: [
    'operator',
    z.object({
      appID,
      userID: z.string(),
      roomID: z.optional(z.string()),
      /** Without them the token is a basic one. */
      privileges: z.optional(z.object({ login: z.boolean(), publish: z.boolean() })),
    }),
    z.object({ token: z.string(), expires: z.number() }),
  ],
  explainToken: [
    'operator',
    z.object({
      appID,
      token: z.string().check(z.maxLength(8192)),
      userID: z.optional(z.string()),
      roomID: z.optional(z.string()),
    }),
    TokenExplanation,
  ],
  /** Newest first. */
  deliveries: [
    'viewer',
    z.object({
      appID,
      before: z.optional(z.int()),
      state: z.optional(z.enum(['waiting', 'delivered', 'failed'])),
      limit: z.int().check(z.minimum(1), z.maximum(200)),
    }),
    z.object({ deliveries: z.array(DeliveryView), more: z.boolean() }),
  ],
  /** Sends these again, whatever became of them, or all that has failed since; those of the last seven days are there. */
  replayDeliveries: [
    'operator',
    z.union([
      z.object({ appID, ids: z.array(z.int()).check(z.maxLength(200)) }),
      z.object({ appID, state: z.literal('failed'), since: z.number() }),
    ]),
    z.object({ count: z.int() }),
  ],
} as const;
