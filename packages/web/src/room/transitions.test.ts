import { type ErrorCode, RoomStateChangedReason as Reason } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { type RoomFact, type RoomState, type RoomStep, roomStep } from './transitions.ts';

const told = (state: RoomState, reason: Reason, code = 0): RoomStep => ({ state, told: { reason, code } });

const ended = (code: ErrorCode, isSentAway = false): RoomFact => ({ type: 'ended', code, isSentAway });

const rows: [RoomState, RoomFact, RoomStep | undefined][] = [
  ['out', { type: 'loginCalled' }, told('loggingIn', Reason.Logining)],
  ['loggingIn', { type: 'entered' }, told('in', Reason.Logined)],
  ['loggingIn', { type: 'linkLost' }, undefined],
  ['loggingIn', ended(1002033), told('out', Reason.LoginFailed, 1002033)],
  ['loggingIn', ended(1002053), told('out', Reason.LoginFailed, 1002053)],
  ['in', { type: 'linkLost' }, told('returning', Reason.Reconnecting, 1002051)],
  ['in', ended(1002050), told('out', Reason.KickOut, 1002050)],
  ['in', ended(1002055), told('out', Reason.KickOut, 1002055)],
  ['returning', { type: 'linkLost' }, undefined],
  ['returning', { type: 'entered' }, told('in', Reason.Reconnected)],
  ['returning', ended(1002053), told('out', Reason.ReconnectFailed, 1002053)],
  ['returning', ended(1002078), told('out', Reason.ReconnectFailed, 1002078)],
  ['returning', ended(1002033), told('out', Reason.ReconnectFailed, 1002033)],
  ['returning', ended(1002033, true), told('out', Reason.KickOut, 1002033)],
  ['returning', ended(1000039), told('out', Reason.KickOut, 1000039)],
  ['returning', ended(1001005), told('out', Reason.KickOut, 1001005)],
  ['returning', ended(1002050), told('out', Reason.KickOut, 1002050)],
  ['in', { type: 'logoutCalled' }, { state: 'leaving' }],
  ['returning', { type: 'logoutCalled' }, { state: 'leaving' }],
  ['loggingIn', { type: 'logoutCalled' }, { state: 'leaving' }],
  ['out', { type: 'logoutCalled' }, undefined],
  ['leaving', { type: 'left', code: 0 }, told('out', Reason.Logout)],
  ['leaving', { type: 'left', code: 1100002 }, told('out', Reason.LogoutFailed, 1100002)],
  ['leaving', ended(1002050), undefined],
  ['leaving', { type: 'linkLost' }, undefined],
  ['out', { type: 'entered' }, undefined],
  ['in', { type: 'loginCalled' }, undefined],
];

test.each(rows)('%s + %o leads to %o', (state, fact, expected) => {
  expect(roomStep(state, fact)).toEqual(expected);
});
