import { millis, seconds } from '@freshet/kit';
import type { ErrorCode } from './error-table.ts';

const utf8 = new TextEncoder();
const bytes = (text: string): number => utf8.encode(text).length;

const NAME = /^[0-9A-Za-z~!@#$%^&*()_+=\-`;’,.<>\\]+$/;
// The original's browsers allow a slash in a roomID; its newer native texts do not. Both clients meet here.
const ROOM_NAME = /^[0-9A-Za-z~!@#$%^&*()_+=\-`;’,.<>\\/]+$/;
// What is not drawn on one line (C0, DEL, C1, line and paragraph separators, halves of a surrogate pair), and the
// embeddings, overrides and isolates of writing direction, which let one name be drawn as another.
const NOT_OF_A_USER_NAME = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const STREAM_NAME = /^[0-9A-Za-z_-]+$/;

/** Limits that both ends hold. Lengths in bytes of UTF-8 unless named otherwise. */
export const limits = {
  /** One message of a client, in bytes. */
  message: 64 * 1024,
  roomID: 127,
  userID: 63,
  userName: 255,
  /** In characters. */
  streamID: 256,
  roomExtraInfoKey: 10,
  roomExtraInfoValue: 128,
  /** Calls of one client. */
  roomExtraInfoPerSecond: 10,
  /** Calls of all users of a room: everyone in it is told of each. */
  roomExtraInfoOfRoomPerSecond: 20,
  /** In characters. */
  streamExtraInfo: 1024,
  /** Calls for one stream. */
  streamExtraInfoPerSecond: 10,
  /** One broadcast, barrage message or command. */
  roomMessage: 1024,
  /** How far apart a user sends broadcast messages. */
  broadcastGap: millis(500),
  /** Broadcast messages of all users of a room. */
  broadcastsOfRoomPerSecond: 10,
  barragesOfRoomPerSecond: 20,
  /** Commands of one user to one other. */
  commandsToOnePerSecond: 200,
  /** Commands of one user to several; also those of all users of a room to everyone in it. */
  commandsToManyPerSecond: 10,
  /** In characters. */
  token: 8192,
  /** Streams that one login plays at once, where its project says nothing else. */
  plays: 12,
  /** The most of them that a project can allow. */
  mostPlays: 50,
  /** Streams that one login publishes at once: one for each channel. */
  publishes: 4,
  /** Users named in a login answer; those beyond it are counted, not named. */
  namedUsers: 500,
  /** How long before its end a token's user is warned. */
  tokenWarning: seconds(30),
  /** How often a client shows that it is there. */
  pingPeriod: seconds(10),
  /** How long a client waits for an answer. */
  answer: millis(10_000),
} as const;

/** The code that refuses `value` as a roomID, if any. */
export function refuseRoomID(value: string): ErrorCode | undefined {
  if (value === '') return 1002011;
  if (bytes(value) > limits.roomID) return 1002013;
  return ROOM_NAME.test(value) ? undefined : 1002012;
}

/** The code that refuses `value` as a userID, if any. */
export function refuseUserID(value: string): ErrorCode | undefined {
  if (value === '') return 1002005;
  if (bytes(value) > limits.userID) return 1002007;
  return NAME.test(value) ? undefined : 1002006;
}

/** The code that refuses `value` as a userName, if any. */
export function refuseUserName(value: string): ErrorCode | undefined {
  if (value === '') return 1002008;
  if (bytes(value) > limits.userName) return 1002010;
  return NOT_OF_A_USER_NAME.test(value) ? 1002009 : undefined;
}

/** The code that refuses `value` as a userName in a project that holds to the original's set for it, if any. */
export function refuseNonAsciiUserName(value: string): ErrorCode | undefined {
  // The original lists the same characters for a userName as its browsers allow in a roomID.
  return refuseUserName(value) ?? (ROOM_NAME.test(value) ? undefined : 1002009);
}

/** The code that refuses `value` as a streamID, if any. */
export function refuseStreamID(value: string): ErrorCode | undefined {
  if (value === '') return 1000015;
  if (value.length > limits.streamID) return 1000014;
  return STREAM_NAME.test(value) ? undefined : 1000016;
}

/** The code that refuses a room's extra info, if any. */
export function refuseRoomExtraInfo(key: string, value: string): ErrorCode | undefined {
  if (key === '') return 1002014;
  if (bytes(key) > limits.roomExtraInfoKey) return 1002015;
  return bytes(value) > limits.roomExtraInfoValue ? 1002016 : undefined;
}

/** The code that refuses a stream's extra info, if any. */
export function refuseStreamExtraInfo(value: string): ErrorCode | undefined {
  return value.length > limits.streamExtraInfo ? 1003051 : undefined;
}

/** The code that refuses `value` as a broadcast, barrage message or command, if any. */
export function refuseMessage(value: string): ErrorCode | undefined {
  if (value === '') return 1009001;
  return bytes(value) > limits.roomMessage ? 1009002 : undefined;
}

/** The code that refuses `value` as the userID a command is for, if any. */
export function refuseAddressee(value: string): ErrorCode | undefined {
  if (value === '') return 1009011;
  return bytes(value) > limits.userID ? 1009012 : undefined;
}

/** The code that refuses `value` as a token before anyone has looked into it, if any. */
export function refuseToken(value: string): ErrorCode | undefined {
  if (value === '') return 1002067;
  return value.length > limits.token ? 1002033 : undefined;
}

/** The code that refuses `value` as an AppSign, if any. */
export function refuseAppSign(value: string): ErrorCode | undefined {
  if (value === '') return 1001003;
  if (value.length !== 64) return 1001001;
  return /^[0-9A-Fa-f]+$/.test(value) ? undefined : 1001002;
}

/** The code that refuses `value` as an AppID, if any. */
export function refuseAppID(value: number): ErrorCode | undefined {
  return Number.isInteger(value) && value > 0 && value <= 0xffff_ffff ? undefined : 1001000;
}
