import { FreshetError } from '@freshet/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Door, type DoorLimits } from './door.ts';

const wide: DoorLimits = {
  sockets: 100,
  toldSockets: 10,
  refusedLogins: 100,
  userLogins: 100,
  projectLogins: 100,
  roomLogins: 100,
  exchanges: 100,
};
const ADDRESS = '192.0.2.1';

// The clock stands: no second begins anew while a test fills it.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const loginOf = (userID: string, appID = 1, roomID = 'room') => ({
  appID,
  roomID,
  user: { userID, userName: userID },
});
/** How many of the logins were let in, and how many were refused with each code. */
async function outcomes(logins: readonly Promise<string>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const end of await Promise.all(logins.map((login) => login.catch(({ code }) => code)))) {
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}
const succeeds = async () => 'in';
const refused = async () => {
  throw new FreshetError(1002033);
};

test('a user who logs in too often is told to wait, and the others of the project are let in: 1002071', async () => {
  const door = new Door({ ...wide, userLogins: 3 });
  const login = (userID: string, appID = 1) => door.guardLogin(ADDRESS, loginOf(userID, appID), succeeds);
  for (let n = 0; n < 3; n += 1) expect(await login('ann')).toBe('in');
  await expect(login('ann')).rejects.toMatchObject({ code: 1002071 });
  expect(await login('bob')).toBe('in');
  expect(await login('ann', 2)).toBe('in');
});

test('a project with too many logins at once is told to wait, and other projects are let in: 1002071', async () => {
  const door = new Door({ ...wide, projectLogins: 3 });
  const login = (n: number, appID = 1) => door.guardLogin(ADDRESS, loginOf(`user-${n}`, appID), succeeds);
  for (let n = 0; n < 3; n += 1) expect(await login(n)).toBe('in');
  await expect(login(4)).rejects.toMatchObject({ code: 1002071 });
  expect(await login(4, 2)).toBe('in');
});

test('a room with too many logins at once is told to wait, and other rooms are let in: 1002072', async () => {
  const door = new Door({ ...wide, roomLogins: 3 });
  const login = (n: number, appID = 1, roomID = 'room') =>
    door.guardLogin(ADDRESS, loginOf(`user-${n}`, appID, roomID), succeeds);
  for (let n = 0; n < 3; n += 1) expect(await login(n)).toBe('in');
  await expect(login(4)).rejects.toMatchObject({ code: 1002072 });
  expect(await login(4, 1, 'other')).toBe('in');
  expect(await login(5, 2)).toBe('in');
});

test('refusals count for the address they come from alone: nobody is kept out by those in his name', async () => {
  const door = new Door({ ...wide, refusedLogins: 3, userLogins: 3, projectLogins: 3 });
  const guess = () => door.guardLogin(ADDRESS, loginOf('ann'), refused);
  for (let n = 0; n < 3; n += 1) await expect(guess()).rejects.toMatchObject({ code: 1002033 });
  await expect(guess()).rejects.toMatchObject({ code: 1002071 });
  expect(await door.guardLogin('192.0.2.2', loginOf('ann'), succeeds)).toBe('in');
});

test('three hundred guesses at once have no more tries than those in turn: 1002071', async () => {
  const door = new Door({ ...wide, refusedLogins: 20 });
  const guess = (n: number) => door.guardLogin(ADDRESS, loginOf(`user-${n}`), refused);
  const codes = await Promise.all(Array.from({ length: 300 }, (_, n) => guess(n).catch(({ code }) => code)));
  expect([1002033, 1002071].map((code) => codes.filter((one) => one === code).length)).toEqual([20, 280]);
});

test('three hundred at once who have the right to are all let in, and so are others after a few guesses', async () => {
  const door = new Door({ ...wide, refusedLogins: 20, projectLogins: 1000, roomLogins: 1000 });
  for (let n = 0; n < 19; n += 1) await door.guardLogin(ADDRESS, loginOf('eve'), refused).catch(() => undefined);
  const login = (_: unknown, n: number) => door.guardLogin(ADDRESS, loginOf(`user-${n}`), succeeds);
  const answers = await Promise.all(Array.from({ length: 300 }, login));
  expect(answers.filter((answer) => answer === 'in')).toHaveLength(300);
});

test.each([
  ['one user', { userLogins: 30 }, () => loginOf('ann'), { in: 30, 1002071: 270 }],
  ['one project', { projectLogins: 30 }, (n: number) => loginOf(`user-${n}`), { in: 30, 1002071: 270 }],
  ['one room', { roomLogins: 30 }, (n: number) => loginOf(`user-${n}`), { in: 30, 1002072: 270 }],
] as const)(
  'three hundred logins of %s at once get no further than those in turn',
  async (_case, few, of, expected) => {
    const door = new Door({ ...wide, userLogins: 1000, projectLogins: 1000, roomLogins: 1000, ...few });
    const logins = Array.from({ length: 300 }, (_, n) => door.guardLogin(`192.0.2.${n % 250}`, of(n), succeeds));
    expect(await outcomes(logins)).toEqual(expected);
  },
);

test('refused logins that come at once in a user’s name, to his project and room keep nobody out', async () => {
  const door = new Door({ ...wide, refusedLogins: 20, userLogins: 10, projectLogins: 10, roomLogins: 10 });
  const guesses = Array.from({ length: 300 }, (_, n) => door.guardLogin(`192.0.2.${n}`, loginOf('ann'), refused));
  const own = door.guardLogin('198.51.100.1', loginOf('ann'), succeeds);
  expect(await outcomes(guesses)).toEqual({ 1002033: 300 });
  expect(await own).toBe('in');
});

test('a login that fails for another reason is no guess', async () => {
  const door = new Door({ ...wide, refusedLogins: 1 });
  const fails = async () => {
    throw new FreshetError(1002099);
  };
  for (let n = 0; n < 3; n += 1) {
    await expect(door.guardLogin(ADDRESS, loginOf('ann'), fails)).rejects.toMatchObject({ code: 1002099 });
  }
  expect(await door.guardLogin(ADDRESS, loginOf('ann'), succeeds)).toBe('in');
});
