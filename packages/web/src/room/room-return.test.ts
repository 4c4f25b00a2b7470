import { millis } from '@freshet/kit';
import { closeCodes, FreshetError, RoomStateChangedReason as Reason } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { entered, isState, loginAnswer, RoomStage, resumed, stream } from '../../testing/room-stage.ts';
import { SentAway } from '../signalling/refusal.ts';

const stage = RoomStage.use();

test('a lost socket is resumed from its positions, with nothing missed and nothing doubled', async () => {
  await stage().room.enter();
  const [first] = stage().server.clients;
  first?.tell('room', 1, 'count', { userCount: 3 });
  await stage().until((event) => event[0] === 'count' && event[1] === 3);
  stage().server.on('resume', (params, client) => {
    expect(params).toMatchObject({ sessionID: 'session-1', resumeSecret: 'secret-1' });
    expect(params.positions.room).toEqual({ epoch: 1, seq: 1 });
    client.tell('room', 1, 'count', { userCount: 3 });
    client.tell('room', 2, 'streams', { added: [], removed: [{ stream, reason: 5 }] });
    return { ...entered, resumeSecret: 'secret-2', positions: params.positions, publishing: [], playing: [] };
  });
  first?.close(closeCodes.goingAway);
  await stage().until(([what, type]) => what === 'streams' && type === 1);
  expect(stage().states.slice(2)).toEqual([
    [Reason.Reconnecting, 1002051],
    [Reason.Reconnected, 0],
  ]);
  expect(stage().told.filter(([what, count]) => what === 'count' && count === 3)).toHaveLength(1);
  expect(stage().told.at(-1)).toEqual(['streams', 1, 's', '{"stream_delete_reason":[{"streamID":"s","code":5}]}']);
});

test('a session that the server has forgotten is logged in again, as a repeat of the earlier login', async () => {
  await stage().room.enter();
  stage().server.on('resume', () => {
    throw new FreshetError(1002052);
  });
  const repeats: unknown[] = [];
  stage().server.on('login', (params) => {
    repeats.push(params.repeats);
    return { ...loginAnswer, room: { users: [], streams: [], extraInfo: [], userCount: 1 } };
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnected));
  expect(repeats).toEqual([7]);
  expect(
    stage()
      .told.filter(([what]) => what === 'users')
      .at(-1),
  ).toEqual(['users', 1, 'a']);
});

test('a return that is refused because of a newer login is a kick', async () => {
  await stage().room.enter();
  stage().server.on('resume', () => {
    throw new FreshetError(1002050);
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.KickOut));
  expect(stage().states.at(-1)).toEqual([Reason.KickOut, 1002050]);
});

test('a return that is refused with the reason for sending the client away is a kick', async () => {
  await stage().room.enter();
  stage().server.on('resume', () => {
    throw new SentAway(1002067, 'this project takes no AppSign');
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.KickOut));
  expect(stage().told.at(-1)).toEqual(['state', Reason.KickOut, 1002067, '{"reason":"this project takes no AppSign"}']);
  expect(stage().server.asked).toEqual(['login', 'resume']);
});

test('a return that does not succeed in its time is told as failed, and ends the room', async () => {
  stage().room = stage().make(millis(300));
  const ended: number[] = [];
  stage().room.events.on('ended', ({ code }) => ended.push(code));
  await stage().room.enter();
  await stage().server.close();
  await stage().until(isState(Reason.ReconnectFailed));
  expect(stage().states.slice(2)).toEqual([
    [Reason.Reconnecting, 1002051],
    [Reason.ReconnectFailed, 1002053],
  ]);
  expect(ended).toEqual([1002053]);
});

test('a room that was reconnected can be interrupted again', async () => {
  stage().server.on('resume', resumed);
  await stage().room.enter();
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnected));
  stage().told.length = 0;
  stage().server.clients.at(-1)?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnected));
  expect(stage().states).toEqual([
    [Reason.Reconnecting, 1002051],
    [Reason.Reconnected, 0],
  ]);
});

test('a login that needs another token than it has after a restart of the server has failed', async () => {
  await stage().room.enter();
  stage().server.on('resume', () => {
    throw new FreshetError(1002052);
  });
  stage().server.on('login', () => {
    throw new FreshetError(1002078);
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.ReconnectFailed));
  expect(stage().states.at(-1)).toEqual([Reason.ReconnectFailed, 1002078]);
});

test('the wait before the next try ends when the page is online again', async () => {
  let refusals = 0;
  const again = Promise.withResolvers<void>();
  stage().server.on('login', () => {
    refusals += 1;
    // With its waits this would take a minute.
    if (refusals > 25) again.resolve();
    throw new FreshetError(1002099);
  });
  const login = stage().room.enter();
  const hurry = setInterval(() => stage().page.dispatchEvent(new Event('online')), 5);
  await again.promise;
  clearInterval(hurry);
  await stage().room.logout();
  await login;
});

test('what could not be withdrawn is part of what the server may hold on the return', async () => {
  await stage().room.enter();
  const entries: unknown[] = [];
  stage().room.events.on('entered', (entry) => entries.push(entry));
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnecting));
  stage().room.withdraw('unpublish', 'mine');
  stage().server.on('resume', resumed);
  await stage().until(isState(Reason.Reconnected));
  expect(entries).toEqual([{ way: 'resume', publishing: ['mine'], playing: [] }]);
});
