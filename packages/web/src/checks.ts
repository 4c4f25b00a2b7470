import { type Millis, seconds } from '@freshet/kit';
import {
  type ErrorCode,
  FreshetError,
  PublishChannel,
  RoomStreamListType,
  refuseAddressee,
  refuseAppID,
  refuseAppSign,
  refuseMessage,
  refuseRoomID,
  refuseStreamExtraInfo,
  refuseStreamID,
  refuseUserID,
  refuseUserName,
  StreamResourceMode,
} from '@freshet/protocol';
import type {
  EngineConfig,
  EngineProfile,
  PlayerConfig,
  PublisherConfig,
  RoomConfig,
  RoomUser,
  View,
} from './engine-api.ts';

// A day, in seconds: nobody waits longer, and a platform's timer counts in 32 bits.
const LONGEST_RETRY = 86_400;

const MOST_ADDRESSEES = 64;

// A page without TypeScript may hand in anything: what is no text at all is told apart from a text that is refused.
function check(what: string, value: string, refuse: (value: string) => ErrorCode | undefined): void {
  if (typeof value !== 'string') throw new FreshetError(1000017, `${what} is no text`);
  const code = refuse(value);
  if (code) throw new FreshetError(code);
}

/** @throws FreshetError 1001000, 1001001 or 1001002 */
export function checkProfile({ appID, appSign }: EngineProfile): void {
  const code = refuseAppID(appID);
  if (code) throw new FreshetError(code);
  if (appSign !== undefined) check('the AppSign', appSign, refuseAppSign);
}

/** @throws FreshetError with the documented code of the first argument that is wrong */
export function checkUser(user: RoomUser): void {
  check('the userID', user.userID, refuseUserID);
  check('the userName', user.userName, refuseUserName);
}

/** @throws FreshetError 1002011, 1002012 or 1002013 */
export const checkRoomID = (roomID: string): void => check('the roomID', roomID, refuseRoomID);

/**
 * @param needsToken whether nothing else opens the room
 * @throws FreshetError 1002067 without a token that is needed, 1000017
 */
export function checkRoomConfig(config: RoomConfig = {}, needsToken = true): RoomConfig {
  const { token, maxMemberCount = 0 } = config;
  if (!Number.isInteger(maxMemberCount) || maxMemberCount < 0) {
    throw new FreshetError(1000017, 'maxMemberCount is no whole number from 0');
  }
  if (needsToken || token) checkToken(token);
  return config;
}

/** @throws FreshetError 1002067 */
export function checkToken(token: string | undefined): string {
  if (typeof token !== 'string' || token === '') throw new FreshetError(1002067);
  return token;
}

/** @throws FreshetError 1000017 */
export function checkText(what: string, value: string): void {
  check(what, value, () => undefined);
}

/** @throws FreshetError 1003051 */
export const checkExtraInfo = (extraInfo: string): void => check('extraInfo', extraInfo, refuseStreamExtraInfo);

/** @throws FreshetError 1009001 or 1009002 */
export const checkMessage = (message: string): void => check('the message', message, refuseMessage);

/** The users a command is for; none of them means everyone. @throws FreshetError 1009011, 1009012 or 1000017 */
export function checkAddressees(users: readonly RoomUser[] | null | undefined): readonly string[] {
  if (!users) return [];
  if (!Array.isArray(users) || users.length > MOST_ADDRESSEES) {
    throw new FreshetError(1000017, `toUserList is no list of up to ${MOST_ADDRESSEES} users`);
  }
  for (const user of users) check('a userID', user.userID, refuseAddressee);
  return users.map(({ userID }) => userID);
}

/** @throws FreshetError 1000017 */
export function checkListType(type: RoomStreamListType): void {
  if (!Object.values(RoomStreamListType).includes(type)) {
    throw new FreshetError(1000017, `${String(type)} is no list type`);
  }
}

/** Reads the times out of a configuration, in milliseconds. @throws FreshetError 1000017 */
export function checkEngineConfig({ advancedConfig = {} }: EngineConfig): { room?: Millis; media?: Millis } {
  const names = { room_retry_time: 'room', av_retry_time: 'media' } as const;
  const times: { room?: Millis; media?: Millis } = {};
  for (const [name, value] of Object.entries(advancedConfig)) {
    if (name !== 'room_retry_time' && name !== 'av_retry_time') {
      throw new FreshetError(1000017, `there is no advanced configuration ${name}`);
    }
    checkRange(name, Number(value), LONGEST_RETRY);
    times[names[name]] = seconds(Number(value));
  }
  return times;
}

/** @throws FreshetError 1000014, 1000015 or 1000016 */
export const checkStreamID = (streamID: string): void => check('the streamID', streamID, refuseStreamID);

/** @throws FreshetError 1000017 */
export function checkChannel(channel: PublishChannel): void {
  if (!Object.values(PublishChannel).includes(channel)) {
    throw new FreshetError(1000017, `there is no channel ${String(channel)}`);
  }
}

/** @throws FreshetError 1000017 */
export function checkView(view: View | null | undefined): void {
  if (view && !(view.view instanceof HTMLElement)) throw new FreshetError(1000017, 'the view is no HTML element');
}

/** @throws FreshetError 1000017 */
export function checkPlayerConfig({ resourceMode, jitterBufferTarget = 0 }: PlayerConfig): void {
  if (resourceMode !== undefined && !Object.values(StreamResourceMode).includes(resourceMode)) {
    throw new FreshetError(1000017, `${String(resourceMode)} is no resource mode`);
  }
  checkRange('jitterBufferTarget', jitterBufferTarget, 4000);
}

/** @throws FreshetError 1003051 */
export function checkPublisherConfig({ extraInfo = '' }: PublisherConfig): void {
  checkExtraInfo(extraInfo);
}

/** @throws FreshetError 1000017 */
export function checkRange(name: string, value: number, most: number): void {
  if (!(value >= 0 && value <= most)) throw new FreshetError(1000017, `${name} is ${value}, not from 0 to ${most}`);
}
