import { expect, test } from 'vitest';
import {
  refuseAddressee,
  refuseAppID,
  refuseAppSign,
  refuseMessage,
  refuseRoomExtraInfo,
  refuseRoomID,
  refuseStreamExtraInfo,
  refuseStreamID,
  refuseUserID,
  refuseUserName,
} from './limits.ts';

const of = (length: number, character = 'a') => character.repeat(length);

test.each([
  [refuseAppID, 1, undefined],
  [refuseAppID, 4294967295, undefined],
  [refuseAppID, 0, 1001000],
  [refuseAppID, 4294967296, 1001000],
  [refuseAppID, 1.5, 1001000],
] as const)('%o of %d answers %s', (refuse, value, code) => {
  expect(refuse(value)).toBe(code);
});

test.each([
  ['roomID', refuseRoomID, of(127), undefined],
  ['roomID', refuseRoomID, of(128), 1002013],
  ['roomID, counted in bytes', refuseRoomID, of(43, '’'), 1002013],
  ['roomID', refuseRoomID, '', 1002011],
  ['roomID', refuseRoomID, 'a room', 1002012],
  ['roomID', refuseRoomID, 'a/room~!@#$%^&*()_+=-`;’,.<>\\', undefined],
  ['userID', refuseUserID, of(63), undefined],
  ['userID', refuseUserID, of(64), 1002007],
  ['userID', refuseUserID, '', 1002005],
  ['userID', refuseUserID, 'a/user', 1002006],
  ['userName', refuseUserName, of(255), undefined],
  ['userName', refuseUserName, of(256), 1002010],
  ['userName', refuseUserName, '', 1002008],
  ['userName', refuseUserName, '观众 1', undefined],
  ['streamID', refuseStreamID, of(256), undefined],
  ['streamID', refuseStreamID, of(257), 1000014],
  ['streamID', refuseStreamID, '', 1000015],
  ['streamID', refuseStreamID, 'room/stream', 1000016],
  ['streamID', refuseStreamID, 'room_user-1', undefined],
  ['message', refuseMessage, of(1024), undefined],
  ['message', refuseMessage, of(1025), 1009002],
  ['message', refuseMessage, '', 1009001],
  ['addressee', refuseAddressee, of(63), undefined],
  ['addressee', refuseAddressee, of(64), 1009012],
  ['addressee', refuseAddressee, '', 1009011],
  ['AppSign', refuseAppSign, of(64, 'A'), undefined],
  ['AppSign', refuseAppSign, of(63), 1001001],
  ['AppSign', refuseAppSign, of(64, 'g'), 1001002],
] as const)('%s: %o of %j answers %s', (_what, refuse, value, code) => {
  expect(refuse(value)).toBe(code);
});

test.each([
  ['', 'value', 1002014],
  [of(11), 'value', 1002015],
  [of(4, '’'), 'value', 1002015],
  ['key', of(129), 1002016],
  [of(10), of(128), undefined],
  ['key', '', undefined],
])('the room extra info %j: %j answers %s', (key, value, code) => {
  expect(refuseRoomExtraInfo(key, value)).toBe(code);
});

test.each([
  ['', undefined],
  [of(1024), undefined],
  [of(1025), 1003051],
  [of(342, '’'), 1003051],
])('the stream extra info %j answers %s', (value, code) => {
  expect(refuseStreamExtraInfo(value)).toBe(code);
});
