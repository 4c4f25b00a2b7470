import type { RoomExtraInfo } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { Notes } from './notes.ts';

const note = (value: string, userID: string, updateTime = 1): RoomExtraInfo => {
  return { key: 'k', value, updateUser: { userID, userName: userID }, updateTime };
};

test('at the login everything is told, even what one has set oneself before', () => {
  expect(new Notes('me').replace([note('a', 'me')])).toEqual([note('a', 'me')]);
});

test('what another sets is told once, what one sets oneself is not', () => {
  const notes = new Notes('me');
  notes.replace([]);
  expect(notes.take([note('a', 'you')])).toEqual([note('a', 'you')]);
  expect(notes.take([note('a', 'you')])).toEqual([]);
  expect(notes.take([note('b', 'me', 2)])).toEqual([]);
});

test('after a return the difference alone is told', () => {
  const notes = new Notes('me');
  notes.replace([note('a', 'you')]);
  expect(notes.replace([note('a', 'you')])).toEqual([]);
  expect(notes.replace([note('b', 'you', 2)])).toEqual([note('b', 'you', 2)]);
  expect(notes.replace([note('mine', 'me', 3)])).toEqual([]);
});

test('what is there no longer is told with an empty value', () => {
  const notes = new Notes('me');
  notes.replace([note('a', 'you')]);
  expect(notes.replace([])).toEqual([note('', 'you')]);
  expect(notes.replace([])).toEqual([]);
});
