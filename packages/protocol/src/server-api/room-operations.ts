import * as z from 'zod/mini';
import { type Operation, perSecond } from './operation.ts';
import { customReason, listOf, messageContent, nothing, roomID, userID, userName } from './parameters.ts';

const message = z.object({
  roomID,
  userID,
  userName,
  messageCategory: z
    .literal([1, 2])
    .check(z.meta({ description: '1 of the system, 2 of a chat. Taken, and not used.' })),
  messageContent,
});

/** A room as a whole, and what is said in it. A sender need not be in the room. */
export const roomOperations = {
  closeRoom: {
    action: 'CloseRoom',
    summary: 'Sends everyone out of a room, which ends it.',
    group: 'Rooms',
    params: z.object({
      roomID,
      customReason,
      roomCloseCallback: z._default(
        z.boolean().check(z.meta({ description: 'Whether the callback room_close tells of it.' })),
        false,
      ),
    }),
    result: nothing,
    rates: perSecond(1),
    tooOften: 206,
    codes: [2, 3, 5024],
  },
  sendBroadcastMessage: {
    action: 'SendBroadcastMessage',
    summary: 'Sends a message that everyone in the room receives.',
    group: 'Messages',
    params: message,
    result: z.object({ messageID: z.int() }),
    rates: perSecond(100),
    tooOften: 206,
    codes: [2, 3, 104, 1008, 50012],
  },
  sendBarrageMessage: {
    action: 'SendBarrageMessage',
    summary: 'Sends a message to whoever is in the room now: one of many that may be missed.',
    group: 'Messages',
    params: message,
    result: z.object({ messageID: z.string() }),
    rates: perSecond(100),
    tooOften: 206,
    codes: [2, 3, 104, 1008, 50012],
  },
  sendCustomCommand: {
    action: 'SendCustomCommand',
    summary: 'Sends a command to up to 10 users of a room, or to everyone in it where none is named.',
    group: 'Messages',
    params: z.object({
      roomID,
      fromUserID: userID,
      toUserIDs: z.optional(listOf(userID, 10, 50011)),
      messageContent,
    }),
    result: z.object({
      failUsers: z.array(
        z.object({ userID: z.string(), code: z.int().check(z.meta({ description: '50003: not in the room.' })) }),
      ),
    }),
    rates: perSecond(100),
    tooOften: 206,
    codes: [2, 3, 1008, 50001, 50011, 50012],
  },
} as const satisfies Record<string, Operation>;
