import { expect, test } from 'vitest';
import { Presence } from './presence.ts';

const user = (userID: string) => ({ userID, userName: userID });

test('who came and who went since the last look are told once', () => {
  const presence = new Presence();
  presence.add(user('ann'));
  presence.add(user('bob'));
  expect(presence.settle()).toEqual({ added: [user('ann'), user('bob')], removed: [] });
  presence.remove('ann');
  presence.add(user('cleo'));
  expect(presence.settle()).toEqual({ added: [user('cleo')], removed: [user('ann')] });
  expect(presence.changed).toBe(false);
});

test('a user who comes and goes between two looks is no news, and neither is one who goes and comes', () => {
  const presence = new Presence();
  presence.add(user('ann'));
  presence.settle();
  presence.add(user('bob'));
  presence.remove('bob');
  presence.remove('ann');
  presence.add(user('ann'));
  expect(presence.settle()).toEqual({ added: [], removed: [] });
});

test('the count is exact before anything is told, and those told are those of the last look', () => {
  const presence = new Presence();
  presence.add(user('ann'));
  presence.settle();
  presence.add(user('bob'));
  expect(presence.count).toBe(2);
  expect(presence.told).toEqual([user('ann')]);
});

test('so many are named; whoever is beyond is told neither to come nor to go, until a place is free', () => {
  const presence = new Presence(2);
  for (const name of ['ann', 'bob', 'cleo', 'dan']) presence.add(user(name));
  expect(presence.settle()).toEqual({ added: [user('ann'), user('bob')], removed: [] });
  expect(presence.count).toBe(4);
  presence.remove('cleo');
  expect(presence.changed).toBe(false);
  presence.remove('ann');
  expect(presence.settle()).toEqual({ added: [user('dan')], removed: [user('ann')] });
  expect(presence.told).toEqual([user('bob'), user('dan')]);
});
