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

test('a return whose answer is lost is tried with the same secret, and one that is heard is confirmed', async () => {
  await stage().room.enter();
  const secrets: string[] = [];
  stage().server.on('resume', (params, client) => {
    secrets.push(params.resumeSecret);
    // Nothing is sent on a socket that closes, and so not the answer either.
    if (secrets.length === 1) client.close(closeCodes.goingAway);
    return { ...resumed(params), resumeSecret: 'secret-2' };
  });
  stage().server.clients[0]?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnected));
  await expect.poll(() => stage().server.asked).toEqual(['login', 'resume', 'resume', 'ping']);
  stage().server.clients.at(-1)?.close(closeCodes.goingAway);
  await expect.poll(() => secrets).toEqual(['secret-1', 'secret-1', 'secret-2']);
});

test('a login says which call it is made for until one is answered, and another call is another', async () => {
  const said: { readonly attempt: string | undefined; readonly repeats: number | undefined }[] = [];
  stage().server.on('login', ({ attempt, repeats }, client) => {
    said.push({ attempt, repeats });
    if (said.length === 1) client.close(closeCodes.goingAway);
    return loginAnswer;
  });
  stage().server.on('resume', () => {
    throw new FreshetError(1002052);
  });
  await stage().room.enter();
  stage().server.clients.at(-1)?.close(closeCodes.goingAway);
  await stage().until(isState(Reason.Reconnected));
  await stage().room.logout();
  stage().room = stage().make();
  await stage().room.enter();
  const [first, second, third, fourth] = said;
  expect(first).toEqual({ attempt: expect.any(String), repeats: undefined });
  expect(second).toEqual(first);
  expect(third).toEqual({ attempt: undefined, repeats: loginAnswer.loginEpoch });
  expect(fourth?.attempt).not.toBe(first?.attempt);
});

test.each([1002071, 1002072] as const)('a login that comes with too many others is tried again: %i', async (code) => {
  let logins = 0;
  stage().server.on('login', () => {
    logins += 1;
    if (logins === 1) throw new FreshetError(code);
    return loginAnswer;
  });
  await expect(stage().room.enter()).resolves.toMatchObject({ errorCode: 0 });
  expect(stage().warnings).toEqual([code]);
});

test('a socket that is closed while its login is under way says why: 1002071 where there are too many', async () => {
  let logins = 0;
  stage().server.on('login', (_params, client) => {
    logins += 1;
    if (logins === 1) client.close(closeCodes.tooFast);
    return loginAnswer;
  });
  await expect(stage().room.enter()).resolves.toMatchObject({ errorCode: 0 });
  expect(stage().warnings).toEqual([1002071]);
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
