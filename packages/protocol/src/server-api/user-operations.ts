import * as z from 'zod/mini';
import { type Operation, perSecond } from './operation.ts';
import { customReason, listOf, nothing, roomID, time, userID, userRole } from './parameters.ts';

/** Who is in a room, and who has to go. */
export const userOperations = {
  describeUserNum: {
    action: 'DescribeUserNum',
    summary: 'How many users are in each of up to 10 rooms; none in a room that is not there.',
    group: 'Users',
    params: z.object({ roomIDs: listOf(roomID, 10) }),
    result: z.object({
      userCountList: z.array(z.object({ roomID: z.string(), userCount: z.int(), adminUserCount: z.int() })),
    }),
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3],
  },
  describeUserList: {
    action: 'DescribeUserList',
    summary: 'The users of a room by the time of their login, a page at a time.',
    group: 'Users',
    params: z.object({
      roomID,
      mode: z._default(z.literal([0, 1]).check(z.meta({ description: '0 oldest first, 1 newest first.' })), 0),
      limit: z._default(
        z.int().check(z.minimum(0), z.maximum(200), z.meta({ description: 'Users in one answer; 0 is 200.' })),
        200,
      ),
      marker: z._default(
        z
          .string()
          .check(z.maxLength(256), z.meta({ description: 'The marker of the page before; none for the first.' })),
        '',
      ),
    }),
    result: z.object({
      marker: z.string().check(z.meta({ description: 'Where the next page begins; empty after the last.' })),
      userList: z.array(z.object({ userID: z.string(), userName: z.string(), userRole })),
    }),
    rates: { project: { calls: 200, seconds: 1 }, room: { calls: 1, seconds: 1 } },
    tooOften: 206,
    codes: [2, 3, 207],
  },
  describeUsers: {
    action: 'DescribeUsers',
    summary: 'Whether up to 10 users are in a room.',
    group: 'Users',
    params: z.object({ roomID, userIDs: listOf(userID, 10, 50011) }),
    result: z.object({
      userStatusList: z.array(
        z.object({
          userID: z.string(),
          status: z.literal([0, 1]).check(z.meta({ description: '0 away, 1 in the room.' })),
          loginTime: time,
          userRole,
        }),
      ),
    }),
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3, 50011],
  },
  kickoutUser: {
    action: 'KickoutUser',
    summary: 'Sends up to 5 users out of a room; one who is not there counts as sent away.',
    group: 'Users',
    params: z.object({ roomID, userIDs: listOf(userID, 5, 50011), customReason }),
    result: nothing,
    rates: perSecond(50),
    tooOften: 206,
    codes: [2, 3, 50011],
  },
} as const satisfies Record<string, Operation>;
