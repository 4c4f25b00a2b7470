import { closeCodes, FreshetError, RoomStateChangedReason as Reason } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { a, isState, loginAnswer, RoomStage, resumed, stream } from '../../testing/room-stage.ts';

const stage = RoomStage.use();

test('the notes of the room and of its streams are stage().told, and after a return what differs', async () => {
  const item = { key: 'k', value: 'v', updateUser: a, updateTime: 1 };
  stage().server.on('login', () => ({ ...loginAnswer, room: { ...loginAnswer.room, extraInfo: [item] } }));
  await stage().room.enter();
  expect(stage().told).toContainEqual(['roomExtraInfo', 'k=v']);
  const [first] = stage().server.clients;
  first?.tell('room', 1, 'roomExtraInfo', { items: [{ ...item, value: 'w', updateTime: 2 }] });
  first?.tell('room', 2, 'streamExtraInfo', { streams: [{ ...stream, extraInfo: 'x' }] });
  await stage().until(([what]) => what === 'streamExtraInfo');
  expect(stage().told.slice(-2)).toEqual([
    ['roomExtraInfo', 'k=w'],
    ['streamExtraInfo', 's=x'],
  ]);
  stage().told.length = 0;
  const now = {
    users: [a],
    streams: [{ ...stream, extraInfo: 'y' }],
    extraInfo: [{ ...item, value: 'w', updateTime: 2 }],
    userCount: 2,
  };
  stage().server.on('resume', (params) => ({ ...resumed(params), room: now }));
  first?.close(closeCodes.goingAway);
  await stage().until(([what]) => what === 'count');
  expect(stage().told.filter(([what]) => what !== 'state')).toEqual([
    ['streamExtraInfo', 's=y'],
    ['count', 2],
  ]);
  expect(stage().room.streams).toEqual(now.streams);
});

test('a renewed token is given to the server, and shown by later logins', async () => {
  const tokens: string[] = [];
  stage().server.on('renewToken', ({ token }) => {
    tokens.push(`renewed ${token}`);
    return {};
  });
  await stage().room.enter();
  await stage().room.renewToken('t2');
  stage().server.on('resume', () => {
    throw new FreshetError(1002052);
  });
  stage().server.on('login', ({ token }) => {
    tokens.push(`login ${token}`);
    return loginAnswer;
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnected));
  expect(tokens).toEqual(['renewed t2', 'login t2']);
});

test('a token that the server refuses rejects with its code, and the former one stands', async () => {
  stage().server.on('renewToken', () => {
    throw new FreshetError(1002077);
  });
  await stage().room.enter();
  await expect(stage().room.renewToken('t2')).rejects.toMatchObject({ code: 1002077 });
  const logins: string[] = [];
  stage().server.on('login', ({ token }) => {
    logins.push(token);
    return loginAnswer;
  });
  stage().server.on('resume', () => {
    throw new FreshetError(1002052);
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnected));
  expect(logins).toEqual(['t']);
});

test('a token that is renewed while the room is interrupted is given on the return', async () => {
  await stage().room.enter();
  const renewed: string[] = [];
  stage().server.on('renewToken', ({ token }) => {
    renewed.push(token);
    return {};
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnecting));
  const renewal = stage().room.renewToken('t2');
  stage().server.on('resume', resumed);
  await renewal;
  expect(renewed).toEqual(['t2']);
});

test('a token that is renewed in a room that is left rejects with 1000002', async () => {
  const renewal = stage().room.renewToken('t2');
  await stage().room.logout();
  await expect(renewal).rejects.toMatchObject({ code: 1000002 });
});
