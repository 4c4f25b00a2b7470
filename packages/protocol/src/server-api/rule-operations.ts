import * as z from 'zod/mini';
import { type Operation, perSecond } from './operation.ts';
import { effectiveTime, listOf, nothing, roomID, secondsTime, streamID, userID } from './parameters.ts';

const ruleType = z
  .literal([1, 2, 3, 4])
  .check(z.meta({ description: 'Whom it is about: 1 an address, 2 a room, 3 a user, 4 a user in a room.' }));
const privilege = z.literal([1, 2]).check(z.meta({ description: '1 login, 2 publish.' }));
const network = z.cidrv6().check(z.refine((text) => text.endsWith('/64')));
const subject = {
  ruleType,
  ip: z.optional(
    z
      .union([z.ipv4(), z.ipv6(), network])
      .check(z.meta({ description: 'The address, of a rule of type 1; one of IPv6 stands for its whole /64.' })),
  ),
  roomID: z.optional(roomID),
  userID: z.optional(userID),
};
const inRoom = { roomID, streamID: streamID(2) };

/** What somebody may not do for a while. */
export const ruleOperations = {
  setForbidUserRule: {
    action: 'SetForbidUserRule',
    summary:
      'Keeps users from logging in or publishing for a while. Who is in is sent away, or stops publishing, at once.',
    group: 'Rules',
    params: z.object({ ...subject, disabledPrivileges: listOf(privilege, 2), effectiveTime }),
    result: z.object({ expireTime: secondsTime }),
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3, 50123],
  },
  describeForbidUserRules: {
    action: 'DescribeForbidUserRules',
    summary: 'The rules of one type that hold now; those of one room, user or address where one is named.',
    group: 'Rules',
    params: z.object(subject),
    result: z.object({
      ruleList: z.array(
        z.object({
          ruleType,
          /** Of IPv6 the /64, such as `2001:db8:1:2::/64`. Empty where the rule has none, as are the next two. */
          ip: z.string(),
          roomID: z.string(),
          userID: z.string(),
          disabledPrivilegeList: z.array(privilege),
          expireTime: secondsTime,
        }),
      ),
    }),
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3],
  },
  delForbidUserRule: {
    action: 'DelForbidUserRule',
    summary: 'Ends a rule before its time.',
    group: 'Rules',
    params: z.object(subject),
    result: nothing,
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3, 50124],
  },
  setForbidStreamRule: {
    action: 'SetForbidStreamRule',
    summary: 'Keeps the sound or the picture of a stream, or both, from being played for a while.',
    group: 'Rules',
    params: z.object({
      ...inRoom,
      disableAudio: z._default(z.boolean(), false),
      disableVideo: z._default(z.boolean(), false),
      effectiveTime: z._default(effectiveTime, 21_600),
    }),
    result: nothing,
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3, 50123],
  },
  describeForbidStreamRules: {
    action: 'DescribeForbidStreamRules',
    summary: 'What is forbidden of up to 10 streams; nothing and zeros for one without a rule.',
    group: 'Rules',
    params: z.object({ roomID, streamIDs: listOf(streamID(2), 10) }),
    result: z.object({
      roomID: z.string(),
      forbidStreamRuleList: z.array(
        z.object({
          streamID: z.string(),
          disableAudio: z.boolean(),
          disableVideo: z.boolean(),
          createTime: secondsTime,
          effectiveTime: z.int().check(z.meta({ description: 'Seconds from createTime.' })),
        }),
      ),
    }),
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3],
  },
  delForbidStreamRule: {
    action: 'DelForbidStreamRule',
    summary: 'Ends a rule about a stream before its time.',
    group: 'Rules',
    params: z.object(inRoom),
    result: nothing,
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3, 50124],
  },
} as const satisfies Record<string, Operation>;
