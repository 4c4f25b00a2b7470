import { expect, test } from 'vitest';
import { Withdrawals } from './withdrawals.ts';

test('what is owed joins what the server lists on a return, once', () => {
  const owed = new Withdrawals();
  owed.owe('unpublish', 'a');
  owed.owe('stopPlay', 'b');
  const entry = { way: 'resume', publishing: ['a', 'c'], playing: [] } as const;
  expect(owed.joinedTo(entry)).toEqual({ way: 'resume', publishing: ['a', 'c'], playing: ['b'] });
  expect(owed.joinedTo(entry)).toEqual(entry);
});

test('a new session owes nothing', () => {
  const owed = new Withdrawals();
  owed.owe('unpublish', 'a');
  const login = { way: 'login', viewer: { engine: 'none', data: {} } } as const;
  expect(owed.joinedTo(login)).toBe(login);
  const entry = { way: 'resume', publishing: [], playing: [] } as const;
  expect(owed.joinedTo(entry)).toEqual(entry);
});
