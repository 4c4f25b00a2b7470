import { AudioSourceType, RoomStreamListType, VideoSourceType } from '@freshet/protocol';
import { expect, test } from 'vitest';
import * as check from './checks.ts';

// A page without TypeScript may hand in anything.
const anything = (value: unknown): never => value as never;
const user = (userID: string, userName = 'A user'): { userID: string; userName: string } => ({ userID, userName });

test.each<[string, number, () => unknown]>([
  ['an AppID of 0', 1001000, () => check.checkProfile({ appID: 0, server: '' })],
  ['an empty AppSign', 1001003, () => check.checkProfile({ appID: 1, server: '', appSign: '' })],
  ['half an AppSign', 1001001, () => check.checkProfile({ appID: 1, server: '', appSign: '0'.repeat(32) })],
  [
    'an AppSign with other letters',
    1001002,
    () => check.checkProfile({ appID: 1, server: '', appSign: 'g'.repeat(64) }),
  ],
  ['an empty roomID', 1002011, () => check.checkRoomID('')],
  ['a roomID with a space', 1002012, () => check.checkRoomID('a room')],
  ['a roomID of 128 bytes', 1002013, () => check.checkRoomID('r'.repeat(128))],
  ['a roomID that is no text', 1000017, () => check.checkRoomID(anything(1))],
  ['an empty userID', 1002005, () => check.checkUser(user(''))],
  ['a userID with a space', 1002006, () => check.checkUser(user('a user'))],
  ['a userID of 64 bytes', 1002007, () => check.checkUser(user('u'.repeat(64)))],
  ['an empty userName', 1002008, () => check.checkUser(user('u', ''))],
  ['a userName of two lines', 1002009, () => check.checkUser(user('u', 'Ann\nhost'))],
  ['a userName with half of an emoji', 1002009, () => check.checkUser(user('u', '\ud83d'))],
  ['a userName that turns its direction', 1002009, () => check.checkUser(user('u', 'Ann\u202etsoh'))],
  ['a userName of 256 bytes', 1002010, () => check.checkUser(user('u', 'n'.repeat(256)))],
  ['a configuration without a token', 1002067, () => check.checkRoomConfig()],
  ['an empty token', 1002067, () => check.checkRoomConfig({ token: '' })],
  ['a token of 8193 characters', 1002033, () => check.checkRoomConfig({ token: 't'.repeat(8193) }, false)],
  ['half a member', 1000017, () => check.checkRoomConfig({ token: 't', maxMemberCount: 0.5 })],
  ['a streamID of 257 characters', 1000014, () => check.checkStreamID('s'.repeat(257))],
  ['an empty streamID', 1000015, () => check.checkStreamID('')],
  ['a streamID with a slash', 1000016, () => check.checkStreamID('a/b')],
  ['a fifth channel', 1000017, () => check.checkChannel(anything(4))],
  ['a resource mode of 9', 1000017, () => check.checkPlayerConfig({ resourceMode: anything(9) })],
  ['a buffer of 5 seconds', 1000017, () => check.checkPlayerConfig({ jitterBufferTarget: 5000 })],
  ['stream extra info of 1025 characters', 1003051, () => check.checkPublisherConfig({ extraInfo: 'x'.repeat(1025) })],
  ['an empty message', 1009001, () => check.checkMessage('')],
  ['a message of 1025 bytes', 1009002, () => check.checkMessage(`${'é'.repeat(512)}.`)],
  ['a message that is no text', 1000017, () => check.checkMessage(anything({}))],
  ['a command to nobody in particular', 1009011, () => check.checkAddressees([user('a'), user('')])],
  ['a command to a userID of 64 bytes', 1009012, () => check.checkAddressees([user('u'.repeat(64))])],
  ['a command to 65 users', 1000017, () => check.checkAddressees(Array.from({ length: 65 }, () => user('u')))],
  ['a command to a name', 1000017, () => check.checkAddressees(anything('ann'))],
  ['a list type of 2', 1000017, () => check.checkListType(anything(2))],
  ['a retry time below 0', 1000017, () => check.checkEngineConfig({ advancedConfig: { room_retry_time: -1 } })],
  ['a retry time of letters', 1000017, () => check.checkEngineConfig({ advancedConfig: { av_retry_time: 'long' } })],
  ['an unknown advanced setting', 1000017, () => check.checkEngineConfig({ advancedConfig: anything({ other: 1 }) })],
])('%s is refused with %i', (_what, code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }));
});

test.each<[string, string, () => unknown]>([
  ['no profile', 'the profile is no object', () => check.checkProfile(anything(undefined))],
  ['a scenario of 42', 'there is no scenario 42', () => check.checkProfile(anything({ appID: 1, scenario: 42 }))],
  ['no user', 'the user is no object', () => check.checkUser(anything(undefined))],
  ['a name for a user', 'the user is no object', () => check.checkUser(anything('ann'))],
  ['a user without a name', 'the userName is no text', () => check.checkUser(anything({ userID: 'ann' }))],
  ['a token for a configuration', 'the room configuration is no object', () => check.checkRoomConfig(anything('04A'))],
  ['a token that is a number', 'the token is no text', () => check.checkRoomConfig(anything({ token: 4 }))],
  [
    'isUserStatusNotify as a number',
    'isUserStatusNotify is neither true nor false',
    () => check.checkRoomConfig(anything({ token: 't', isUserStatusNotify: 1 })),
  ],
  ['no configuration', 'the configuration is no object', () => check.checkEngineConfig(anything(undefined))],
  [
    'an advanced configuration of null',
    'advancedConfig is no object',
    () => check.checkEngineConfig(anything({ advancedConfig: null })),
  ],
  [
    'an empty retry time',
    'room_retry_time is "", not a number from 0 to 86400',
    () => check.checkEngineConfig({ advancedConfig: { room_retry_time: '' } }),
  ],
  [
    'a retry time of null',
    'av_retry_time is null, not a number from 0 to 86400',
    () => check.checkEngineConfig({ advancedConfig: { av_retry_time: anything(null) } }),
  ],
  ['a command to nothing', 'a user of toUserList is no object', () => check.checkAddressees(anything([null]))],
  ['a list type as text', 'there is no list type "1"', () => check.checkListType(anything('1'))],
  ['a channel as text', 'there is no channel "0"', () => check.checkChannel(anything('0'))],
  ['an address for a view', 'the view is no object', () => check.checkView(anything('#video'))],
  ['a view mode of 9', 'there is no view mode 9', () => check.checkView(anything({ viewMode: 9 }))],
  ['a colour as text', 'backgroundColor is "red"', () => check.checkView(anything({ backgroundColor: 'red' }))],
  ['no video source', 'the video source is no object', () => check.checkVideoSource(anything(undefined))],
  ['a video source of 9', 'there is no type of video source 9', () => check.checkVideoSource(anything({ type: 9 }))],
  [
    'a video source without its track',
    'the track of the video source is no object',
    () => check.checkVideoSource(anything({ type: 3 })),
  ],
  ['no audio source', 'the audio source is no object', () => check.checkAudioSource(anything(null))],
  ['an audio source of 2', 'there is no type of audio source 2', () => check.checkAudioSource(anything({ type: 2 }))],
  [
    'an audio source without its track',
    'the track of the audio source is no object',
    () => check.checkAudioSource(anything({ type: 1 })),
  ],
  ['no video configuration', 'the video configuration is no object', () => check.checkVideoConfig(anything(720))],
  ['no player configuration', 'the player configuration is no object', () => check.checkPlayerConfig(anything(null))],
  [
    'no publisher configuration',
    'the publisher configuration is no object',
    () => check.checkPublisherConfig(anything('x')),
  ],
  ['a switch as text', 'mute is neither true nor false', () => check.checkFlag('mute', anything('false'))],
  ['a volume as text', 'volume is "50", not a number from 0 to 200', () => check.checkRange('volume', '50', 200)],
])('%s is refused with 1000017 and the name of what is wrong', (_what, words, call) => {
  expect(call).toThrow(expect.objectContaining({ code: 1000017, message: expect.stringContaining(words) }));
});

test('a roomID with a slash is taken, and doubted with 1002012', () => {
  check.checkRoomID('a/room');
  expect(check.doubtRoomID('a/room')).toMatchObject({ code: 1002012, message: expect.stringContaining('slash') });
  expect(check.doubtRoomID('a-room')).toBeUndefined();
});

test('retry times are seconds, as numbers or as texts', () => {
  const advancedConfig = { room_retry_time: 60, av_retry_time: '30' };
  expect(check.checkEngineConfig({ advancedConfig })).toEqual({ room: 60_000, media: 30_000 });
  expect(check.checkEngineConfig({})).toEqual({});
});

test('a command to no list, or an empty one, is for everyone', () => {
  for (const list of [undefined, null, []]) expect(check.checkAddressees(list)).toEqual([]);
  expect(check.checkAddressees([user('a'), user('b')])).toEqual(['a', 'b']);
});

test('what is right passes', () => {
  check.checkProfile({ appID: 1, server: '', appSign: '0aF9'.repeat(16) });
  check.checkMessage('é'.repeat(512));
  expect(check.checkRoomConfig({}, false)).toEqual({});
  check.checkUser(user('u'.repeat(63), 'n'.repeat(255)));
  check.checkListType(RoomStreamListType.Play);
  check.checkToken('t'.repeat(8192));
  check.checkPublisherConfig({ extraInfo: '观'.repeat(1024) });
  for (const view of [undefined, null]) check.checkView(view);
  check.checkVideoSource({ type: VideoSourceType.Camera });
  check.checkAudioSource({ type: AudioSourceType.None });
  expect(check.checkRoomConfig({ token: 't', maxMemberCount: 5 })).toEqual({ token: 't', maxMemberCount: 5 });
});
