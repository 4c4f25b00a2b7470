import {
  defaultLimits,
  defaultSwitches,
  type FormerSecret,
  type NoticeName,
  noticeNames,
  type Project,
  type ProjectLimits,
  type ServiceSwitches,
} from '@freshet/core';
import { type Millis, millis } from '@freshet/kit';
import { type AppID, refuseAppID } from '@freshet/protocol';
import * as z from 'zod';
import type { SecretBox } from './secret-box.ts';

// A switch or a limit that came later than a project has its default there.
const Switches = z.object({
  rtc: z.boolean().default(defaultSwitches.rtc),
  l3: z.boolean().default(defaultSwitches.l3),
  cdn: z.boolean().default(defaultSwitches.cdn),
  callbacks: z.boolean().default(defaultSwitches.callbacks),
  appSignLogin: z.boolean().default(defaultSwitches.appSignLogin),
  cbcTokens: z.boolean().default(defaultSwitches.cbcTokens),
  privilegeTokens: z.boolean().default(defaultSwitches.privilegeTokens),
  kickOnExpiry: z.boolean().default(defaultSwitches.kickOnExpiry),
  crossRoomPlay: z.boolean().default(defaultSwitches.crossRoomPlay),
  asciiUserNames: z.boolean().default(defaultSwitches.asciiUserNames),
}) satisfies z.ZodType<ServiceSwitches>;

const Limits = z.object({
  rooms: z.number().default(defaultLimits.rooms),
  users: z.number().default(defaultLimits.users),
  roomUsers: z.number().default(defaultLimits.roomUsers),
  plays: z.number().default(defaultLimits.plays),
}) satisfies z.ZodType<ProjectLimits>;

const CallbackURLs = z.partialRecord(z.enum(noticeNames), z.string()) satisfies z.ZodType<
  Partial<Record<NoticeName, string>>
>;

const sealed = z.instanceof(Uint8Array);
const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);

const Row = z.object({
  app_id: z.custom<AppID>((value) => typeof value === 'number' && refuseAppID(value) === undefined),
  name: z.string(),
  state: z.enum(['active', 'paused']),
  created: z.number().transform(millis),
  server_secret: sealed,
  former_server_secret: sealed.nullable(),
  former_server_until: z.number().nullable(),
  callback_secret: sealed,
  former_callback_secret: sealed.nullable(),
  former_callback_until: z.number().nullable(),
  app_sign: sealed,
  former_app_sign_secret: sealed.nullable(),
  former_app_sign_until: z.number().nullable(),
  switches: json(Switches),
  origins: json(z.array(z.string())),
  limits: json(Limits),
  callback_urls: json(CallbackURLs),
});

/** Columns of a secret, and what it is sealed for, so that none can be moved to another project or use. */
export const secretColumns = {
  serverSecret: {
    column: 'server_secret',
    place: 'server secret',
    former: 'former_server',
    formerName: 'formerServerSecret',
  },
  callbackSecret: {
    column: 'callback_secret',
    place: 'callback secret',
    former: 'former_callback',
    formerName: 'formerCallbackSecret',
  },
  appSign: {
    column: 'app_sign',
    place: 'app sign',
    former: 'former_app_sign',
    formerName: 'formerAppSign',
  },
} as const;

/** The place that a secret of `appID` is sealed for. */
export const placeOf = (appID: AppID, secret: keyof typeof secretColumns): string =>
  `${appID} ${secretColumns[secret].place}`;

/** Reads a row of `projects`, and opens its secrets. */
export function readProject(row: unknown, box: SecretBox): Project {
  const read = Row.parse(row);
  const appID = read.app_id;
  const open = (secret: keyof typeof secretColumns, bytes: Uint8Array): string =>
    box.open(bytes, placeOf(appID, secret));
  const former = (
    secret: keyof typeof secretColumns,
    bytes: Uint8Array | null,
    until: number | null,
  ): FormerSecret | undefined => (bytes && until ? { secret: open(secret, bytes), until: until as Millis } : undefined);
  const formerServerSecret = former('serverSecret', read.former_server_secret, read.former_server_until);
  const formerCallbackSecret = former('callbackSecret', read.former_callback_secret, read.former_callback_until);
  const formerAppSign = former('appSign', read.former_app_sign_secret, read.former_app_sign_until);
  return {
    appID,
    name: read.name,
    state: read.state,
    created: read.created,
    serverSecret: open('serverSecret', read.server_secret),
    ...(formerServerSecret ? { formerServerSecret } : {}),
    callbackSecret: open('callbackSecret', read.callback_secret),
    ...(formerCallbackSecret ? { formerCallbackSecret } : {}),
    appSign: open('appSign', read.app_sign),
    ...(formerAppSign ? { formerAppSign } : {}),
    switches: read.switches,
    origins: read.origins,
    limits: read.limits,
    callbackURLs: read.callback_urls,
  };
}
