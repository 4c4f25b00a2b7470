import { RoomStreamListType } from '@freshet/protocol';
import { expect, test } from 'vitest';
import * as check from './checks.ts';

// A page without TypeScript may hand in anything.
const anything = (value: unknown): never => value as never;
const user = (userID: string, userName = 'A user'): { userID: string; userName: string } => ({ userID, userName });

test.each<[string, number, () => unknown]>([
  ['an AppID of 0', 1001000, () => check.checkProfile({ appID: 0, server: '' })],
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
  ['half a member', 1000017, () => check.checkRoomConfig({ token: 't', maxMemberCount: 0.5 })],
  ['a streamID of 257 characters', 1000014, () => check.checkStreamID('s'.repeat(257))],
  ['an empty streamID', 1000015, () => check.checkStreamID('')],
  ['a streamID with a slash', 1000016, () => check.checkStreamID('a/b')],
  ['a fifth channel', 1000017, () => check.checkChannel(anything(4))],
  ['a resource mode of 9', 1000017, () => check.checkPlayerConfig({ resourceMode: anything(9) })],
  ['a buffer of 5 seconds', 1000017, () => check.checkPlayerConfig({ jitterBufferTarget: 5000 })],
  ['stream extra info of 1025 bytes', 1003051, () => check.checkPublisherConfig({ extraInfo: 'x'.repeat(1025) })],
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
  expect(check.checkRoomConfig({ token: 't', maxMemberCount: 5 })).toEqual({ token: 't', maxMemberCount: 5 });
});
