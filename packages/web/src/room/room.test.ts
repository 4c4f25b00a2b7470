import { closeCodes, FreshetError, RoomStateChangedReason as Reason, type Result } from '@freshet/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ScriptedServer } from '../../testing/scripted-server.ts';
import { Delivery } from '../delivery.ts';
import { Room } from './room.ts';

const a = { userID: 'a', userName: 'a' };
const stream = { streamID: 's', user: a, extraInfo: '' };
const positions = { room: { epoch: 1, seq: 0 }, session: { epoch: 1, seq: 0 } };
const entered = { version: 1, resumeSecret: 'secret-1', positions, heartbeatPeriod: 100_000 };
const loginAnswer: Result<'login'> = {
  ...entered,
  sessionID: 'session-1',
  loginEpoch: 7,
  roomSessionID: '858012925204410400',
  room: { users: [a, { userID: 'me', userName: 'me' }], streams: [stream], extraInfo: [], userCount: 2 },
  viewer: { engine: 'none', data: {} },
};

let server: ScriptedServer;
let room: Room;
let told: unknown[][];
let news: () => void;

/** Resolves when something was told that fits. */
async function until(fits: (event: unknown[]) => boolean): Promise<void> {
  while (!told.some(fits)) {
    await new Promise<void>((resolve) => {
      news = resolve;
    });
  }
}
const reason =
  (expected: Reason) =>
  (event: unknown[]): boolean =>
    event[0] === 'state' && event[1] === expected;
const states = (): unknown[][] => told.filter(([what]) => what === 'state').map(([, ...rest]) => rest.slice(0, 2));

beforeEach(async () => {
  server = await ScriptedServer.listen();
  told = [];
  news = () => undefined;
  const hear = (...event: unknown[]): void => {
    told.push(event);
    news();
  };
  const delivery = new Delivery();
  delivery.setHandler({
    onRoomStateChanged: (_roomID, what, errorCode, extendedData) => hear('state', what, errorCode, extendedData),
    onRoomUserUpdate: (_roomID, type, users) => hear('users', type, users.map((one) => one.userID).join()),
    onRoomStreamUpdate: (_roomID, type, streams, extendedData) =>
      hear('streams', type, streams.map((one) => one.streamID).join(), extendedData),
    onRoomOnlineUserCountUpdate: (_roomID, count) => hear('count', count),
  });
  room = new Room({
    address: server.address,
    credentials: {
      appID: 1,
      roomID: 'r',
      user: { userID: 'me', userName: 'me' },
      token: 't',
      isUserStatusNotify: true,
      maxMemberCount: 0,
    },
    wakeUps: [],
    tell: delivery.tell,
  });
  server.on('login', () => loginAnswer);
  server.on('logout', () => ({}));
});
afterEach(async () => {
  await room.logout();
  await server.close();
});

test('a login tells its states, then everything that is there, never oneself', async () => {
  await expect(room.enter()).resolves.toMatchObject({ errorCode: 0 });
  expect(told).toEqual([
    ['state', Reason.Logining, 0, '{}'],
    ['state', Reason.Logined, 0, '{"room_session_id":"858012925204410400"}'],
    ['users', 0, 'a'],
    ['streams', 0, 's', '{}'],
    ['count', 2],
  ]);
});

test('a refused login is told with its code and not tried again', async () => {
  server.on('login', () => {
    throw new FreshetError(1002078);
  });
  await expect(room.enter()).resolves.toMatchObject({ errorCode: 1002078 });
  expect(states()).toEqual([
    [Reason.Logining, 0],
    [Reason.LoginFailed, 1002078],
  ]);
  expect(server.asked).toEqual(['login']);
});

test('a lost socket is resumed from its positions, with nothing missed and nothing doubled', async () => {
  await room.enter();
  const [first] = server.clients;
  first?.tell('room', 1, 'count', { userCount: 3 });
  await until((event) => event[0] === 'count' && event[1] === 3);
  server.on('resume', (params, client) => {
    expect(params).toMatchObject({ sessionID: 'session-1', resumeSecret: 'secret-1' });
    expect(params.positions.room).toEqual({ epoch: 1, seq: 1 });
    client.tell('room', 1, 'count', { userCount: 3 });
    client.tell('room', 2, 'streams', { added: [], removed: [{ stream, reason: 5 }] });
    return { ...entered, resumeSecret: 'secret-2', positions: params.positions, publishing: [], playing: [] };
  });
  first?.close(closeCodes.goingAway);
  await until(([what, type]) => what === 'streams' && type === 1);
  expect(states().slice(2)).toEqual([
    [Reason.Reconnecting, 1002051],
    [Reason.Reconnected, 0],
  ]);
  expect(told.filter(([what, count]) => what === 'count' && count === 3)).toHaveLength(1);
  expect(told.at(-1)).toEqual(['streams', 1, 's', '{"stream_delete_reason":[{"streamID":"s","code":5}]}']);
});

test('a session that the server has forgotten is logged in again, as a repeat of the earlier login', async () => {
  await room.enter();
  server.on('resume', () => {
    throw new FreshetError(1002052);
  });
  const repeats: unknown[] = [];
  server.on('login', (params) => {
    repeats.push(params.repeats);
    return { ...loginAnswer, room: { users: [], streams: [], extraInfo: [], userCount: 1 } };
  });
  server.clients[0]?.close(closeCodes.goingAway);
  await until(reason(Reason.Reconnected));
  expect(repeats).toEqual([7]);
  expect(told.filter(([what]) => what === 'users').at(-1)).toEqual(['users', 1, 'a']);
});

test('a return that is refused because of a newer login is a kick', async () => {
  await room.enter();
  server.on('resume', () => {
    throw new FreshetError(1002050);
  });
  server.clients[0]?.close(closeCodes.goingAway);
  await until(reason(Reason.KickOut));
  expect(states().at(-1)).toEqual([Reason.KickOut, 1002050]);
});

test('a kick is told with its reason, and ends the room', async () => {
  await room.enter();
  const ended: number[] = [];
  room.events.on('ended', ({ code }) => ended.push(code));
  server.clients[0]?.tell('session', 1, 'kicked', { code: 1002055, reason: 'be nice' });
  await until(reason(Reason.KickOut));
  expect(told.at(-1)).toEqual(['state', Reason.KickOut, 1002055, '{"reason":"be nice"}']);
  expect(ended).toEqual([1002055]);
});

test('a logout resolves once the server has acknowledged it', async () => {
  await room.enter();
  await expect(room.logout()).resolves.toEqual({ errorCode: 0, extendedData: '{}' });
  expect(server.asked.at(-1)).toBe('logout');
  await until(reason(Reason.Logout));
});

test('a logout while logging in calls the login off', async () => {
  server.on('login', () => {
    throw new FreshetError(1002099);
  });
  const login = room.enter();
  await room.logout();
  await expect(login).resolves.toMatchObject({ errorCode: 1002002 });
  expect(states()).toEqual([
    [Reason.Logining, 0],
    [Reason.Logout, 0],
  ]);
});
