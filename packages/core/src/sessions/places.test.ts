import { MemoryCluster } from '@freshet/cluster';
import { Emitter } from '@freshet/kit';
import type { Params } from '@freshet/protocol';
import { FakeMediaPlane } from '@freshet/testkit';
import { expect, test } from 'vitest';
import { defaultLimits, type ProjectEvents, type ProjectLimits } from '../ports/project-store.ts';
import type { Sessions } from './sessions.ts';
import { caller, login, openNode, project } from './testing/node.ts';

/** A node whose only project is limited. */
const limited = (limits: Partial<ProjectLimits>): Promise<Sessions> => {
  const projects = {
    get: async () => ({ ...project, limits: { ...defaultLimits, ...limits } }),
    events: new Emitter<ProjectEvents>(),
  };
  return openNode(new MemoryCluster(), new FakeMediaPlane(), undefined, undefined, projects);
};

const inFullRoom = async (params: Promise<Params<'login'>>): Promise<Params<'login'>> => ({
  ...(await params),
  config: { isUserStatusNotify: true, maxMemberCount: 1 },
});

test.each<[string, Partial<ProjectLimits>, number, string]>([
  ['a room that is full', { roomUsers: 1 }, 1002034, 'full'],
  ['a room that the project may not have', { rooms: 2 }, 1002035, 'third'],
])('a login to %s is refused, and the user’s older login goes on', async (_what, limits, code, roomID) => {
  const sessions = await limited(limits);
  await sessions.login(await login('ann', 'full'), caller);
  const { session } = await sessions.login(await login('bob', 'second'), caller);
  if (code === 1002035) await sessions.login(await login('eve', 'second'), caller);
  await expect(sessions.login(await login('bob', roomID), caller)).rejects.toMatchObject({ code });
  expect(session.closed).toBe(false);
});

test('a project with its fill of users refuses one more, and lets those who are in log in anew', async () => {
  const sessions = await limited({ users: 2 });
  await sessions.login(await login('ann'), caller);
  const { session } = await sessions.login(await login('bob'), caller);
  await expect(sessions.login(await login('eve'), caller)).rejects.toMatchObject({ code: 1002037 });
  await sessions.login(await login('bob', 'elsewhere'), caller);
  expect(session.closed).toBe(true);
  expect(sessions.control.usage(project.appID)).toEqual({ rooms: 2, users: 2 });
});

test('who is alone in a room may change it for another, where the project has no room to spare', async () => {
  const sessions = await limited({ rooms: 1 });
  await sessions.login(await login('ann', 'here'), caller);
  await sessions.login(await login('ann', 'there'), caller);
  expect(sessions.control.usage(project.appID)).toEqual({ rooms: 1, users: 1 });
});

test.each<[string, Partial<ProjectLimits>, number]>([
  ['seat', { roomUsers: 1 }, 1002034],
  ['seat of a room that the client limits', {}, 1002034],
  ['room', { rooms: 5 }, 1002035],
])(
  'of those who log in at once for the last %s one comes in, and the others keep their older logins',
  async (what, limits, code) => {
    const sessions = await limited(limits);
    const users = ['ann', 'bob', 'eve', 'joe'];
    const older = await Promise.all(
      users.map(async (user) => {
        // Somebody who stays, so that no room makes way.
        await sessions.login(await login(`${user}-host`, user), caller).catch(() => undefined);
        return sessions.login(await login(user, limits.roomUsers ? `${user}-alone` : user), caller);
      }),
    );
    const wishes = users.map((user) => login(user, what === 'room' ? `new-${user}` : 'target'));
    const requests = await Promise.all(what.includes('client') ? wishes.map(inFullRoom) : wishes);
    const settled = await Promise.allSettled(requests.map((request) => sessions.login(request, caller)));
    const codes = settled.map((result) => (result.status === 'fulfilled' ? 0 : result.reason.code));
    expect(codes.toSorted()).toEqual([0, code, code, code]);
    expect(older.map(({ session }) => session.closed)).toEqual(codes.map((one) => one === 0));
  },
);

test('those who were refused, and those who left, hold no place', async () => {
  const sessions = await limited({ rooms: 1, users: 1, roomUsers: 1 });
  for (let round = 0; round < 3; round += 1) {
    const { session } = await sessions.login(await login(`ann-${round}`, `room-${round}`), caller);
    await expect(sessions.login(await login('eve', 'other'), caller)).rejects.toMatchObject({ code: 1002035 });
    await expect(sessions.login(await login('eve', `room-${round}`), caller)).rejects.toMatchObject({ code: 1002034 });
    await sessions.logout(session);
  }
  expect(sessions.control.usage(project.appID)).toEqual({ rooms: 0, users: 0 });
});
