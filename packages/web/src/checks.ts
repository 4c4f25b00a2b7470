import {
  type ErrorCode,
  FreshetError,
  PublishChannel,
  refuseAppID,
  refuseRoomID,
  refuseStreamID,
  refuseUserID,
  refuseUserName,
  StreamResourceMode,
} from '@freshet/protocol';
import type { EngineProfile, PlayerConfig, PublisherConfig, RoomConfig, RoomUser, View } from './engine-api.ts';

// A page without TypeScript may hand in anything: what is no text at all is told apart from a text that is refused.
function check(what: string, value: string, refuse: (value: string) => ErrorCode | undefined): void {
  if (typeof value !== 'string') throw new FreshetError(1000017, `${what} is no text`);
  const code = refuse(value);
  if (code) throw new FreshetError(code);
}

/** @throws FreshetError 1001000 */
export function checkProfile({ appID }: EngineProfile): void {
  const code = refuseAppID(appID);
  if (code) throw new FreshetError(code);
}

/** @throws FreshetError with the documented code of the first argument that is wrong; 1002067 without a token */
export function checkLogin(roomID: string, user: RoomUser, config: Partial<RoomConfig> | undefined): RoomConfig {
  check('the roomID', roomID, refuseRoomID);
  check('the userID', user.userID, refuseUserID);
  check('the userName', user.userName, refuseUserName);
  const { token, maxMemberCount = 0 } = config ?? {};
  if (typeof token !== 'string' || token === '') throw new FreshetError(1002067);
  if (!Number.isInteger(maxMemberCount) || maxMemberCount < 0) {
    throw new FreshetError(1000017, 'maxMemberCount is no whole number from 0');
  }
  return { ...config, token };
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

/** @throws FreshetError 1000017 */
export function checkPublisherConfig({ extraInfo = '' }: PublisherConfig): void {
  if (extraInfo.length > 1024) throw new FreshetError(1000017, 'extraInfo is longer than 1024 characters');
}

/** @throws FreshetError 1000017 */
export function checkRange(name: string, value: number, most: number): void {
  if (!(value >= 0 && value <= most)) throw new FreshetError(1000017, `${name} is ${value}, not from 0 to ${most}`);
}
