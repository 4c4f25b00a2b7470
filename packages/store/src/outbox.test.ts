import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Notice } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { beforeEach, expect, test } from 'vitest';
import { DataStore } from './data-store.ts';
import { type Letter, SqliteOutbox } from './outbox.ts';
import { migrate } from './schema.ts';

const appID = 7 as AppID;
const target = { appID, origin: 'https://shop.example' };
const at = millis(1000);
const giveUp = millis(5000);
let store: DataStore;
let outbox: SqliteOutbox;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-outbox-'));
  store = await DataStore.open({ folder });
  outbox = store.outbox;
  return async () => {
    store.close();
    await rm(folder, { recursive: true });
  };
});

const room = { appID, roomID: 'r', roomSessionID: '1', at };
const created: Notice = { name: 'room_create', ...room, creator: 'ann' };
const closed: Notice = { name: 'room_close', ...room, reason: 0 };
const login = (userID: string, userSeq: number): Notice => {
  const user = { userID, userName: userID };
  return { name: 'room_login', ...room, user, sessionID: userID, authLevel: 4, relogin: false, userSeq };
};

function letter(notice: Notice): Letter {
  return { notice, url: 'https://shop.example/hook', body: (seq) => JSON.stringify({ seq }) };
}

const bodies = (): string[] =>
  outbox
    .list(appID, { limit: 100 })
    .map(({ body }) => body)
    .toReversed();

test('letters are numbered in each life of a room, those that are not told left out', () => {
  const untold: Letter = { ...letter(login('ann', 1)), url: undefined };
  const again = { ...created, roomSessionID: '2' };
  outbox.keep([letter(created), untold, letter(login('bob', 2)), letter(closed), letter(again)], at, giveUp);
  expect(bodies()).toEqual(['{"seq":1}', '{"seq":2}', '{"seq":3}', '{"seq":1}']);
});

test('letters of which one cannot be written are not kept, none of them', () => {
  const bad: Letter = {
    ...letter(closed),
    body: () => {
      throw new Error('cannot be written');
    },
  };
  expect(() => outbox.keep([letter(created), bad], at, giveUp)).toThrow('cannot be written');
  expect(bodies()).toEqual([]);
  expect(outbox.openRooms()).toEqual([]);
  outbox.keep([letter(created)], at, giveUp);
  expect(bodies()).toEqual(['{"seq":1}']);
});

test('what has begun is open until it ends, and a new life of a room forgets the one before', () => {
  outbox.keep([letter(created), letter(login('ann', 1)), letter(login('bob', 2))], at, giveUp);
  const left = { loginTime: at, reason: 0, userSeq: 3 } as const;
  const user = { userID: 'ann', userName: 'ann' };
  outbox.keep([letter({ name: 'room_logout', ...room, user, sessionID: 'ann', ...left })], at, giveUp);
  expect(outbox.openRooms()).toMatchObject([
    {
      roomID: 'r',
      roomSessionID: '1',
      userSeq: 3,
      streamSeq: 0,
      begun: [{ name: 'room_create' }, { name: 'room_login', sessionID: 'bob' }],
    },
  ]);
  outbox.keep([letter({ ...created, roomSessionID: '2' })], at, giveUp);
  expect(outbox.openRooms()).toMatchObject([{ roomSessionID: '2', begun: [{ name: 'room_create' }] }]);
  outbox.keepEnds([letter({ ...closed, roomSessionID: '2' })], at, giveUp);
  expect(outbox.openRooms()).toEqual([]);
});

test('a letter that was missed is next again when its time has come', () => {
  outbox.keep([letter(created), letter(login('ann', 1))], at, giveUp);
  const first = outbox.next(target, 'r', at, []);
  outbox.missed(first?.id ?? 0, 'HTTP 500', millis(3000));
  expect(outbox.next(target, 'r', at, [])).toMatchObject({ event: 'room_login', attempts: 0 });
  expect(outbox.nextDue(target, at)).toBe(3000);
  expect(outbox.next(target, 'r', millis(3000), [])).toMatchObject({ event: 'room_create', lastResult: 'HTTP 500' });
  expect(outbox.dueRooms(target, at)).toEqual(['r']);
  expect(outbox.targets()).toEqual([target]);
});

test('what has waited too long has failed, with the reason why', () => {
  outbox.keep([letter(created), letter(login('ann', 1))], at, giveUp);
  outbox.missed(outbox.next(target, 'r', at, [])?.id ?? 0, 'HTTP 500', millis(3000));
  outbox.expire(millis(4999));
  expect(outbox.waiting()).toEqual({ count: 2, oldest: at });
  expect(outbox.failed()).toBe(0);
  outbox.expire(giveUp);
  expect(outbox.failed()).toBe(2);
  expect(outbox.list(appID, { state: 'failed', limit: 9 }).map(({ lastResult }) => lastResult)).toEqual([
    'the receiver was out of reach',
    'HTTP 500',
  ]);
});

test('a letter that is on its way is next for nobody, neither new nor again', () => {
  outbox.keep([letter(created), letter(login('ann', 1)), letter(login('bob', 2))], at, giveUp);
  outbox.missed(1, 'HTTP 500', millis(3000));
  const next = (besides: readonly number[], now = 3000) => outbox.next(target, 'r', millis(now), besides)?.id;
  expect([next([]), next([1]), next([1, 2]), next([1, 2, 3])]).toEqual([1, 2, 3, undefined]);
  expect([next([], 2999), next([2], 2999), next([2, 3], 2999)]).toEqual([2, 3, undefined]);
});

test('a room is behind while more of it is due than it may, what was refused and is not due left out', () => {
  outbox.keep([letter(created), letter(login('ann', 1)), letter(login('bob', 2))], at, giveUp);
  outbox.missed(2, 'HTTP 500', millis(3000));
  const isBehind = (most: number, now: number) => outbox.isBehind(target, 'r', millis(now), most);
  expect([isBehind(1, 2999), isBehind(2, 2999), isBehind(2, 3000), isBehind(3, 3000)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  outbox.delivered(1, 'HTTP 200');
  expect(isBehind(1, 2999)).toBe(false);
});

test('what is settled goes when it is old or one too many of its kind, and what waits never', () => {
  const users = Array.from({ length: 6 }, (_, index) => letter(login(`u${index}`, index + 1)));
  outbox.keep(users, at, giveUp);
  outbox.redirect(appID, 'room_login', undefined);
  outbox.replay(appID, [2, 3, 4, 6], 'room_login', 'https://shop.example/hook', { now: at, giveUp });
  for (const id of [3, 4, 6]) outbox.delivered(id, 'HTTP 200');
  const kept = () => outbox.list(appID, { limit: 9 }).map(({ id, state }) => `${id} ${state}`);
  outbox.prune(at, 2);
  expect(kept()).toEqual(['6 delivered', '5 failed', '4 delivered', '2 waiting', '1 failed']);
  outbox.prune(millis(1001), 100);
  expect(kept()).toEqual(['2 waiting']);
});

test('a project of which much is settled pushes out nothing of another', () => {
  const other = 8 as AppID;
  const of = (project: AppID, count: number) =>
    Array.from({ length: count }, (_, index) => letter({ ...login(`u${index}`, index + 1), appID: project }));
  outbox.keep(of(other, 3), at, giveUp);
  outbox.keep(of(appID, 5000), at, giveUp);
  for (const project of [other, appID]) outbox.redirect(project, 'room_login', undefined);
  const left = (project: AppID) => outbox.list(project, { limit: 9999 }).map(({ id }) => id);
  while (outbox.prune(at, 10));
  expect(left(other)).toEqual([3, 2, 1]);
  expect(left(appID)).toEqual(Array.from({ length: 10 }, (_, index) => 5003 - index));
  outbox.keep(of(appID, 10_001), at, giveUp);
  outbox.redirect(appID, 'room_login', undefined);
  while (outbox.prune(at, 10));
  expect([left(other).length, left(appID).length]).toEqual([3, 10]);
});

test('where too many of a project wait, its oldest fail and stay for replay, and no other project’s', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const bounded = new SqliteOutbox(database, { most: 5, step: 2 });
  const other = 8 as AppID;
  const tell = (count: number, of: AppID = appID) =>
    bounded.keep(
      Array.from({ length: count }, (_, index) => letter({ ...login(`u${index}`, index + 1), appID: of })),
      at,
      giveUp,
    );
  const idsOf = (of: AppID, state: 'waiting' | 'failed') =>
    bounded
      .list(of, { state, limit: 99 })
      .map(({ id }) => id)
      .toReversed();
  expect([tell(1), tell(3, other), tell(4)]).toEqual([0, 0, 0]);
  expect(tell(1)).toBe(2);
  expect(idsOf(appID, 'failed')).toEqual([1, 5]);
  expect(idsOf(appID, 'waiting')).toEqual([6, 7, 8, 9]);
  expect(idsOf(other, 'waiting')).toEqual([2, 3, 4]);
  expect(bounded.list(appID, { state: 'failed', limit: 1 })).toMatchObject([{ lastResult: 'too many waited' }]);
  expect([tell(1), tell(20)]).toEqual([0, 20]);
  expect(idsOf(appID, 'waiting')).toHaveLength(5);
  const url = 'https://shop.example/hook';
  expect(bounded.replay(appID, [1], 'room_login', url, { now: at, giveUp })).toBe(1);
  expect(idsOf(appID, 'waiting').length).toBeLessThanOrEqual(5);
  expect(idsOf(appID, 'failed')).toContain(1);
  database.close();
});

test('letters that gave way while one of them was on its way wait no more, and count where it arrived', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const bounded = new SqliteOutbox(database, { most: 1, step: 1 });
  bounded.keep([letter(created), letter(login('ann', 1)), letter(login('bob', 2))], at, giveUp);
  bounded.missed(1, 'HTTP 500', at);
  bounded.delivered(2, 'HTTP 200');
  expect(bounded.list(appID, { limit: 9 }).map(({ state }) => state)).toEqual(['waiting', 'delivered', 'failed']);
  database.close();
});

test('what is settled goes part by part among much that waits, until there is no more of it', () => {
  const users = Array.from({ length: 5000 }, (_, index) => letter(login(`u${index}`, index + 1)));
  outbox.keep(users, at, giveUp);
  outbox.redirect(appID, 'room_login', undefined);
  outbox.keep([letter(created)], at, giveUp);
  expect([1, 2, 3].map(() => outbox.prune(millis(1001), 9999))).toEqual([true, true, false]);
  expect(outbox.list(appID, { limit: 9 })).toMatchObject([{ event: 'room_create' }]);
  expect(outbox.waiting().count).toBe(1);
});

test('the last of two beats counts', () => {
  expect(outbox.lastBeat()).toBeUndefined();
  outbox.beat(at);
  outbox.beat(millis(2000));
  expect(outbox.lastBeat()).toBe(2000);
});
