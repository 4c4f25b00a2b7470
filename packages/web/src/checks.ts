import { type Millis, seconds } from '@freshet/kit';
import {
  AudioSourceType,
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
  refuseToken,
  refuseUserID,
  refuseUserName,
  Scenario,
  StreamResourceMode,
  VideoSourceType,
  ViewMode,
} from '@freshet/protocol';
import type {
  AudioSource,
  EngineConfig,
  EngineProfile,
  PlayerConfig,
  PublisherConfig,
  RoomConfig,
  RoomUser,
  VideoConfig,
  VideoSource,
  View,
} from './engine-api.ts';

// A day, in seconds: nobody waits longer, and a platform's timer counts in 32 bits.
const LONGEST_RETRY = 86_400;

const MOST_ADDRESSEES = 64;

// Whatever a page without TypeScript may hand in.
const written = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

function checkObject(what: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) throw new FreshetError(1000017, `${what} is no object`);
}

function checkMember(what: string, members: Readonly<Record<string, number>>, value: unknown): void {
  if (!Object.values(members).some((member) => member === value)) {
    throw new FreshetError(1000017, `there is no ${what} ${written(value)}`);
  }
}

// What is no text at all is told apart from a text that is refused.
function check(what: string, value: string, refuse: (value: string) => ErrorCode | undefined): void {
  if (typeof value !== 'string') throw new FreshetError(1000017, `${what} is no text`);
  const code = refuse(value);
  if (code) throw new FreshetError(code);
}

/** @throws FreshetError 1000017 */
export function checkFlag(what: string, value: boolean): void {
  if (typeof value !== 'boolean') throw new FreshetError(1000017, `${what} is neither true nor false`);
}

/** @throws FreshetError 1001000, 1001001, 1001002, 1001003 or 1000017 */
export function checkProfile(profile: EngineProfile): void {
  checkObject('the profile', profile);
  const { appID, appSign, scenario = Scenario.Default } = profile;
  const code = refuseAppID(appID);
  if (code) throw new FreshetError(code);
  checkMember('scenario', Scenario, scenario);
  if (appSign !== undefined) check('the AppSign', appSign, refuseAppSign);
}

/** @throws FreshetError with the documented code of the first argument that is wrong */
export function checkUser(user: RoomUser): void {
  checkObject('the user', user);
  check('the userID', user.userID, refuseUserID);
  check('the userName', user.userName, refuseUserName);
}

/** @throws FreshetError 1002011, 1002012 or 1002013 */
export const checkRoomID = (roomID: string): void => check('the roomID', roomID, refuseRoomID);

/** What there is to say of a roomID that is taken here and not everywhere. */
export function doubtRoomID(roomID: string): FreshetError | undefined {
  if (!roomID.includes('/')) return undefined;
  return new FreshetError(
    1002012,
    'the slash in this roomID is taken here, but not by the newer clients of the original',
  );
}

/**
 * @param needsToken whether nothing else opens the room
 * @throws FreshetError 1002067 without a token that is needed, 1002033 for one that is too long, 1000017
 */
export function checkRoomConfig(config: RoomConfig = {}, needsToken = true): RoomConfig {
  checkObject('the room configuration', config);
  const { token = '', isUserStatusNotify = false, maxMemberCount = 0 } = config;
  checkFlag('isUserStatusNotify', isUserStatusNotify);
  if (!Number.isInteger(maxMemberCount) || maxMemberCount < 0) {
    throw new FreshetError(1000017, 'maxMemberCount is no whole number from 0');
  }
  if (needsToken || token !== '') checkToken(token);
  return config;
}

/** @throws FreshetError 1002067 for none, 1002033 for one that is too long, 1000017 */
export function checkToken(token = ''): string {
  check('the token', token, refuseToken);
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
  for (const user of users) {
    checkObject('a user of toUserList', user);
    check('a userID', user.userID, refuseAddressee);
  }
  return users.map(({ userID }) => userID);
}

/** @throws FreshetError 1000017 */
export function checkListType(type: RoomStreamListType): void {
  checkMember('list type', RoomStreamListType, type);
}

/** Reads the times out of a configuration, in milliseconds. @throws FreshetError 1000017 */
export function checkEngineConfig(config: EngineConfig): { room?: Millis; media?: Millis } {
  checkObject('the configuration', config);
  const { advancedConfig = {} } = config;
  checkObject('advancedConfig', advancedConfig);
  const names = { room_retry_time: 'room', av_retry_time: 'media' } as const;
  const times: { room?: Millis; media?: Millis } = {};
  for (const [name, value] of Object.entries(advancedConfig)) {
    if (name !== 'room_retry_time' && name !== 'av_retry_time') {
      throw new FreshetError(1000017, `there is no advanced configuration ${name}`);
    }
    const isText = typeof value === 'string' && value.trim() !== '';
    const time = isText ? Number(value) : value;
    checkRange(name, time, LONGEST_RETRY);
    times[names[name]] = seconds(Number(time));
  }
  return times;
}

/** @throws FreshetError 1000014, 1000015 or 1000016 */
export const checkStreamID = (streamID: string): void => check('the streamID', streamID, refuseStreamID);

/** @throws FreshetError 1000017 */
export function checkChannel(channel: PublishChannel): void {
  checkMember('channel', PublishChannel, channel);
}

/** @throws FreshetError 1000017 */
export function checkView(view: View | null | undefined): void {
  if (view === null || view === undefined) return;
  checkObject('the view', view);
  const { viewMode = ViewMode.AspectFit, backgroundColor = 0 } = view;
  checkMember('view mode', ViewMode, viewMode);
  checkRange('backgroundColor', backgroundColor, 0xff_ffff);
  if (!(view.view instanceof HTMLElement)) throw new FreshetError(1000017, 'the view is no HTML element');
}

/** @throws FreshetError 1000017 */
export function checkVideoSource(source: VideoSource): void {
  checkObject('the video source', source);
  checkMember('type of video source', VideoSourceType, source.type);
  if (source.type === VideoSourceType.Custom) checkObject('the track of the video source', source.track);
}

/** @throws FreshetError 1000017 */
export function checkAudioSource(source: AudioSource): void {
  checkObject('the audio source', source);
  checkMember('type of audio source', AudioSourceType, source.type);
  if (source.type === AudioSourceType.Custom) checkObject('the track of the audio source', source.track);
}

/** Its numbers are looked at where the others of the channel are known. @throws FreshetError 1000017 */
export const checkVideoConfig = (config: Partial<VideoConfig>): void => checkObject('the video configuration', config);

/** @throws FreshetError 1000017 */
export function checkPlayerConfig(config: PlayerConfig): void {
  checkObject('the player configuration', config);
  const { resourceMode = StreamResourceMode.Default, jitterBufferTarget = 0 } = config;
  checkMember('resource mode', StreamResourceMode, resourceMode);
  checkRange('jitterBufferTarget', jitterBufferTarget, 4000);
}

/** @throws FreshetError 1003051 or 1000017 */
export function checkPublisherConfig(config: PublisherConfig): void {
  checkObject('the publisher configuration', config);
  const { extraInfo = '' } = config;
  checkExtraInfo(extraInfo);
}

/** @throws FreshetError 1000017 */
export function checkRange(name: string, value: number | string, most: number): void {
  if (!(typeof value === 'number' && value >= 0 && value <= most)) {
    throw new FreshetError(1000017, `${name} is ${written(value)}, not a number from 0 to ${most}`);
  }
}
