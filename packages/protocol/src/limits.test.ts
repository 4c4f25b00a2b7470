import { expect, test } from 'vitest';
import {
  refuseAddressee,
  refuseAppID,
  refuseAppSign,
  refuseMessage,
  refuseNonAsciiUserName,
  refuseRoomExtraInfo,
  refuseRoomID,
  refuseStreamExtraInfo,
  refuseStreamID,
  refuseToken,
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
  ['ASCII userName', refuseNonAsciiUserName, 'Ann/1~!@#$%^&*()_+=-`;’,.<>\\', undefined],
  ['ASCII userName', refuseNonAsciiUserName, '观众', 1002009],
  ['ASCII userName', refuseNonAsciiUserName, 'Zoë', 1002009],
  ['ASCII userName', refuseNonAsciiUserName, 'Ann Lee', 1002009],
  ['ASCII userName', refuseNonAsciiUserName, '', 1002008],
  ['ASCII userName', refuseNonAsciiUserName, of(256), 1002010],
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
  ['token', refuseToken, of(8192), undefined],
  ['token', refuseToken, of(8193), 1002033],
  ['token', refuseToken, '', 1002067],
  ['AppSign', refuseAppSign, of(64, 'A'), undefined],
  ['AppSign', refuseAppSign, '', 1001003],
  ['AppSign', refuseAppSign, of(63), 1001001],
  ['AppSign', refuseAppSign, of(64, 'g'), 1001002],
] as const)('%s: %o of %j answers %s', (_what, refuse, value, code) => {
  expect(refuse(value)).toBe(code);
});

test.each([
  ['the first control character', '\u0000'],
  ['a tab', '\t'],
  ['a line feed', '\n'],
  ['a carriage return', '\r'],
  ['an escape', '\u001b'],
  ['the last of C0', '\u001f'],
  ['a delete', '\u007f'],
  ['the first of C1', '\u0080'],
  ['a next line', '\u0085'],
  ['the last of C1', '\u009f'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
  ['the first half of a pair alone', '\ud83d'],
  ['the second half of a pair alone', '\ude00'],
  ['the halves of a pair the wrong way round', '\ude00\ud83d'],
  ['a left-to-right embedding', '\u202a'],
  ['a right-to-left embedding', '\u202b'],
  ['an end of an embedding', '\u202c'],
  ['a left-to-right override', '\u202d'],
  ['a right-to-left override', '\u202e'],
  ['a left-to-right isolate', '\u2066'],
  ['a right-to-left isolate', '\u2067'],
  ['a first-strong isolate', '\u2068'],
  ['an end of an isolate', '\u2069'],
])('a userName with %s answers 1002009, wherever it stands', (_what, character) => {
  for (const name of [character, `${character}Ann`, `An${character}n`, `Ann${character}`]) {
    expect(refuseUserName(name)).toBe(1002009);
  }
});

test.each([
  ['Chinese', '观众 1'],
  ['an accent', 'Zoë'],
  ['Arabic, with its own mark of direction', 'ليلى\u200f'],
  ['Persian, with a zero-width non-joiner', 'می\u200cخواهم'],
  ['emoji that are joined', '👩\u200d💻'],
  ['a space at its neighbours in the table', 'a b~\u00a0'],
  ['what stands beside the refused directions', '\u2027\u202f\u2065\u206a'],
])('a userName with %s is one', (_what, name) => {
  expect(refuseUserName(name)).toBeUndefined();
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
  [of(1024, '观'), undefined],
])('the stream extra info %j answers %s', (value, code) => {
  expect(refuseStreamExtraInfo(value)).toBe(code);
});
