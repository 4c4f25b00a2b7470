import { seconds } from '@freshet/kit';
import { FreshetError, RoomStateChangedReason as Reason } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { a, isState, RoomStage } from '../../testing/room-stage.ts';
import { Messages } from './messages.ts';

const stage = RoomStage.use();
const me = { userID: 'me', userName: 'me' };

test('messages of others are told in their order, and one’s own are left out', async () => {
  await stage().room.enter();
  const [client] = stage().server.clients;
  const said = { message: 'hello', sendTime: 5 };
  client?.tell('room', 1, 'broadcastMessage', { ...said, fromUser: me, messageID: 1 });
  client?.tell('room', 2, 'broadcastMessage', { ...said, fromUser: a, messageID: 2 });
  client?.tell('room', 2, 'barrageMessage', { ...said, fromUser: me, messageID: 'x' });
  client?.tell('room', 2, 'barrageMessage', { ...said, fromUser: a, messageID: 'y' });
  client?.tell('room', 3, 'customCommand', { fromUser: me, command: 'mine' });
  client?.tell('room', 4, 'customCommand', { fromUser: a, command: 'to all' });
  client?.tell('session', 1, 'personalCommand', { fromUser: a, command: 'to me' });
  await stage().until(([what, , command]) => what === 'command' && command === 'to me');
  expect(stage().told.slice(-4)).toEqual([
    ['broadcast', [{ ...said, fromUser: a, messageID: 2 }]],
    ['barrage', [{ ...said, fromUser: a, messageID: 'y' }]],
    ['command', 'a', 'to all'],
    ['command', 'a', 'to me'],
  ]);
});

test('a broadcast that comes again after a return is told once', async () => {
  await stage().room.enter();
  const [client] = stage().server.clients;
  const message = { fromUser: a, message: 'hello', messageID: 2, sendTime: 5 };
  client?.tell('room', 1, 'broadcastMessage', message);
  client?.tell('room', 1, 'broadcastMessage', message);
  client?.tell('room', 2, 'count', { userCount: 9 });
  await stage().until(([what, count]) => what === 'count' && count === 9);
  expect(stage().told.filter(([what]) => what === 'broadcast')).toHaveLength(1);
});

test('what is sent is answered with its number, its text or nothing', async () => {
  const asked: unknown[] = [];
  stage().server.on('sendBroadcastMessage', ({ message }) => ({ messageID: message.length }));
  stage().server.on('sendBarrageMessage', ({ message }) => ({ messageID: `${message}-1` }));
  stage().server.on('sendCustomCommand', (params) => {
    asked.push(params);
    return {};
  });
  await stage().room.enter();
  const messages = new Messages(stage().room);
  expect(await messages.broadcast('four')).toEqual({ messageID: 4 });
  expect(await messages.barrage('four')).toEqual({ messageID: 'four-1' });
  await messages.command('go', ['a', 'b']);
  expect(asked).toEqual([{ command: 'go', toUserIDs: ['a', 'b'] }]);
});

test('messages beyond the rates are refused at the call: 1009015', async () => {
  let asked = 0;
  const counted = <Answer>(answer: Answer): Answer => {
    asked += 1;
    return answer;
  };
  stage().server.on('sendBroadcastMessage', () => counted({ messageID: 1 }));
  stage().server.on('sendBarrageMessage', () => counted({ messageID: '1' }));
  stage().server.on('sendCustomCommand', () => counted({}));
  await stage().room.enter();
  const messages = new Messages(stage().room);
  const calls: [number, () => Promise<unknown>][] = [
    [1, () => messages.broadcast('m')],
    [20, () => messages.barrage('m')],
    [200, () => messages.command('c', ['a'])],
    [10, () => messages.command('c', [])],
  ];
  for (const [most, call] of calls) {
    const settled = await Promise.allSettled(Array.from({ length: most + 1 }, call));
    const codes = settled.map((one) => (one.status === 'fulfilled' ? 0 : one.reason.code));
    expect(codes).toEqual([...Array(most).fill(0), 1009015]);
  }
  expect(asked).toBe(231);
});

test('a refused message rejects with its code, one the network swallows with 1009010', async () => {
  stage().server.on('sendBroadcastMessage', () => {
    throw new FreshetError(1002072);
  });
  await stage().room.enter();
  const messages = new Messages(stage().room);
  await expect(messages.broadcast('four')).rejects.toMatchObject({ code: 1002072 });
  const swallowed = messages.barrage('four');
  stage().server.clients[0]?.close(1001);
  await expect(swallowed).rejects.toMatchObject({ code: 1009010 });
  await stage().until(isState(Reason.Reconnecting));
  await expect(messages.command('go', [])).rejects.toMatchObject({ code: 1009010 });
});

test('a login without a token shows the AppSign, and with one it does not', async () => {
  const shown: unknown[] = [];
  stage().server.on('login', ({ token, appSign }) => {
    shown.push([token, appSign]);
    throw new FreshetError(1002067);
  });
  for (const token of ['', 't'])
    await stage()
      .make(seconds(1), { token, appSign: 'f'.repeat(64) })
      .enter();
  expect(shown).toEqual([
    ['', 'f'.repeat(64)],
    ['t', undefined],
  ]);
});
