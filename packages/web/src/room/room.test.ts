import { millis } from '@freshet/kit';
import { FreshetError, RoomStateChangedReason as Reason } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { isState, RoomStage } from '../../testing/room-stage.ts';

const stage = RoomStage.use();

/** Resolves when `method` was asked for so many times. */
async function untilAsked(method: string, times: number): Promise<void> {
  await expect
    .poll(() => stage().server.asked.filter((asked) => asked === method).length)
    .toBeGreaterThanOrEqual(times);
}

test('a login tells its states, then everything that is there, never oneself', async () => {
  await expect(stage().room.enter()).resolves.toMatchObject({ errorCode: 0 });
  expect(stage().told).toEqual([
    ['state', Reason.Logining, 0, '{}'],
    ['state', Reason.Logined, 0, '{"room_session_id":"858012925204410400"}'],
    ['users', 0, 'a'],
    ['streams', 0, 's', '{}'],
    ['count', 2],
  ]);
});

test('as many streams may be played as is usual until the login says how many', async () => {
  expect(stage().room.plays).toBe(12);
  await stage().room.enter();
  expect(stage().room.plays).toBe(20);
});

test('a room is entered from the login to the logout, also on the way back', async () => {
  const { room } = stage();
  const login = room.enter();
  expect(room.isEntered).toBe(false);
  await login;
  expect(room.isEntered).toBe(true);
  await stage().server.close();
  await stage().until(isState(Reason.Reconnecting));
  expect(room.isEntered).toBe(true);
  await room.logout();
  expect(room.isEntered).toBe(false);
});

test('a refused login is told with its code and not tried again', async () => {
  stage().server.on('login', () => {
    throw new FreshetError(1002078);
  });
  await expect(stage().room.enter()).resolves.toMatchObject({ errorCode: 1002078 });
  expect(stage().states).toEqual([
    [Reason.Logining, 0],
    [Reason.LoginFailed, 1002078],
  ]);
  expect(stage().server.asked).toEqual(['login']);
});

test.each([1002055, 1002067, 1002033])('a kick is told with its reason, and ends the room: %i', async (code) => {
  await stage().room.enter();
  const ended: number[] = [];
  stage().room.events.on('ended', (end) => ended.push(end.code));
  stage().server.clients[0]?.tell('session', 1, 'kicked', { code, reason: 'be nice' });
  await stage().until(isState(Reason.KickOut));
  expect(stage().told.at(-1)).toEqual(['state', Reason.KickOut, code, '{"reason":"be nice"}']);
  expect(ended).toEqual([code]);
  expect(stage().server.asked).toEqual(['login']);
});

test('a logout resolves once the server has acknowledged it', async () => {
  await stage().room.enter();
  await expect(stage().room.logout()).resolves.toEqual({ errorCode: 0, extendedData: '{}' });
  expect(stage().server.asked.at(-1)).toBe('logout');
  await stage().until(isState(Reason.Logout));
});

test('a logout while logging in calls the login off', async () => {
  stage().server.on('login', () => {
    throw new FreshetError(1002099);
  });
  const login = stage().room.enter();
  await stage().room.logout();
  await expect(login).resolves.toMatchObject({ errorCode: 1002002 });
  expect(stage().states).toEqual([
    [Reason.Logining, 0],
    [Reason.Logout, 0],
  ]);
});

test('a login that finds no way to the server in its time fails with 1002053', async () => {
  await stage().server.close();
  stage().room = stage().make(millis(300));
  await expect(stage().room.enter()).resolves.toMatchObject({ errorCode: 1002053 });
  expect(stage().states).toEqual([
    [Reason.Logining, 0],
    [Reason.LoginFailed, 1002053],
  ]);
});

test('a login that is not answered at all fails in its time as well', async () => {
  stage().server.on('login', () => {
    throw new FreshetError(1002099);
  });
  stage().room = stage().make(millis(300));
  const login = stage().room.enter();
  await untilAsked('login', 1);
  stage().server.forget('login');
  await expect(login).resolves.toMatchObject({ errorCode: 1002053 });
});

test('the end of the token is a kick where the project wants it so', async () => {
  await stage().room.enter();
  stage().server.clients[0]?.tell('session', 1, 'tokenWillExpire', { remainSeconds: 30 });
  stage().server.clients[0]?.tell('session', 2, 'kicked', { code: 1002056, reason: 'the token expired' });
  await stage().until(isState(Reason.KickOut));
  expect(stage().told).toContainEqual(['tokenWillExpire', 30]);
  expect(stage().states.at(-1)).toEqual([Reason.KickOut, 1002056]);
});

test('a logout that the server does not acknowledge has failed, and the room is left all the same', async () => {
  await stage().room.enter();
  stage().server.forget('logout');
  await expect(stage().room.logout()).resolves.toMatchObject({ errorCode: 1100002 });
  await stage().until(isState(Reason.LogoutFailed));
});

test('a logout while the room is interrupted needs no server', async () => {
  await stage().room.enter();
  await stage().server.close();
  await stage().until(isState(Reason.Reconnecting));
  await expect(stage().room.logout()).resolves.toMatchObject({ errorCode: 0 });
  await stage().until(isState(Reason.Logout));
});
