import type { UserView } from '@freshet/protocol/console';
import { expect, test } from 'vitest';
import { type ForbidWish, ruleOf } from './forbid-wish.ts';

const user: UserView = {
  user: { userID: 'ann', userName: 'Ann' },
  loginTime: 0,
  attached: true,
  address: '192.0.2.7',
  publishing: [],
  playing: [],
};
const wish: ForbidWish = { whom: 'roomUser', login: true, publish: false, seconds: '600' };
const place = { appID: 7, roomID: 'demo' };

test.each([
  ['roomUser', { roomID: 'demo', userID: 'ann' }],
  ['user', { userID: 'ann' }],
  ['address', { address: '192.0.2.7' }],
] as const)('a rule about a %s names no more than it is about', (whom, subject) => {
  expect(ruleOf({ ...wish, whom }, place, user)).toEqual({
    appID: 7,
    ...subject,
    login: true,
    publish: false,
    seconds: 600,
  });
});
